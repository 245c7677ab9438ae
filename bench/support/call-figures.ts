import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** What a load of calls met. Times in ms, of calls that were taken (2xx). */
export type CallFigures = {
  perSecond: number
  taken: number
  p50: number
  p99: number
  max: number
  byStatus: Record<string, number>
  errors: number
  unanswered: number
  /** calls that could not be sent because every connection waited */
  late: number
}

/** @param rate calls a second; 0: as fast as answers come */
export async function callLoad(url: string, lanes: number, seconds: number, rate = 0): Promise<CallFigures> {
  const script = join(import.meta.dirname, 'call-load.ts')
  const child = spawn(process.execPath, [script, url, String(lanes), String(seconds), String(rate)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  for await (const chunk of child.stdout) out += chunk
  return JSON.parse(out) as CallFigures
}
