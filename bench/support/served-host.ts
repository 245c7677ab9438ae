import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlowDocument } from '#shared/flow'
import type { RunSummary } from '#shared/run'
import { ROOT } from './bench-host.ts'

const ENTRY = join(ROOT, 'out', 'main', 'cli.js')
const PROBE = join(import.meta.dirname, 'delay-probe.mjs')

export type LoopDelay = { p50: number; p99: number; max: number; samples: number }

/** The built `blockloom serve` in a process of its own, asked over HTTP as any program would ask it. */
export type ServedHost = {
  url: string
  /** lets one browser in, once */
  signInLink: string
  token: string
  home: string
  pid: number
  /** from spawning the process to its first answer */
  startMs: number
  /** keeps the flow. @returns its id */
  keep(document: FlowDocument): Promise<string>
  /** keeps a flow and switches it on. @returns its id */
  switchOn(document: FlowDocument): Promise<string>
  /** runs it and waits for the end that is on disk. @throws Error when it did not succeed */
  run(flowId: string, input?: unknown): Promise<{ ms: number; run: RunSummary }>
  /** starts it and gives the run's id */
  start(flowId: string, input?: unknown): Promise<string>
  get<T>(path: string): Promise<T>
  /** how late the event loop of a probed host is from here on, until `endDelay` */
  beginDelay(): Promise<void>
  endDelay(): Promise<LoopDelay>
  /** MB: now, and at most since the start (Linux) */
  memory(): { nowMb: number; peakMb: number }
  /** asks it to end, as a service manager does; its folder stays when it was given */
  stop(): Promise<void>
}

type Options = {
  /** the data folder; one that goes with the host when left out */
  home?: string
  /** with the probe of the event loop in it */
  probed?: boolean
}

export async function serveBuilt({ home, probed = false }: Options = {}): Promise<ServedHost> {
  if (!existsSync(ENTRY)) throw new Error('The built program is measured: npm run build')
  const folder = home ?? mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
  const from = performance.now()
  const child = spawn(
    process.execPath,
    [...(probed ? ['--import', PROBE] : []), ENTRY, 'serve', '--port', '0'],
    {
      env: { ...process.env, BLOCKLOOM_HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe', ...(probed ? (['ipc'] as const) : [])],
    },
  )
  child.stderr?.on('data', (words: Buffer) => {
    if (!String(words).startsWith('Stopping:')) process.stderr.write(words)
  })
  const { url, signInLink } = await addressOf(child)
  await firstAnswer(url)
  const startMs = performance.now() - from
  const token = await makeToken(folder)
  const call = async <T>(path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const ask = <T>(order: string): Promise<T> =>
    new Promise((resolve) => {
      child.once('message', (answer) => resolve(answer as T))
      child.send(order)
    })
  const keep = async ({ id: _, ...document }: FlowDocument): Promise<string> =>
    (await call<{ id: string }>('/flows', { document })).id
  return {
    url,
    signInLink,
    token,
    home: folder,
    pid: child.pid as number,
    startMs,
    keep,
    async switchOn(document) {
      const id = await keep(document)
      await call(`/flows/${id}/on`, {})
      return id
    },
    async run(flowId, input = { n: 1 }) {
      const from = performance.now()
      const run = await call<RunSummary>(`/flows/${flowId}/run`, { input, wait: '10m' })
      const ms = performance.now() - from
      if (run.status !== 'succeeded') throw new Error(`${run.status}: ${run.error?.message}`)
      return { ms, run }
    },
    start: async (flowId, input = { n: 1 }) => (await call<RunSummary>(`/flows/${flowId}/run`, { input })).id,
    get: (path) => call(path),
    beginDelay: () => ask('begin'),
    endDelay: () => ask('end'),
    memory: () => memoryOf(child.pid as number),
    async stop() {
      await ended(child)
      if (home === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function addressOf(child: ChildProcess): Promise<{ url: string; signInLink: string }> {
  let out = ''
  for await (const chunk of child.stdout ?? []) {
    out += chunk
    const signInLink = /http\S+\/sign-in\S+(?=\s)/.exec(out)?.[0]
    if (signInLink) return { url: new URL(signInLink).origin, signInLink }
  }
  throw new Error('the server ended before it said where it is')
}

async function firstAnswer(url: string): Promise<void> {
  const { status } = await fetch(`${url}/health/ready`)
  if (status !== 200) throw new Error(`the server is not ready: ${status}`)
}

async function makeToken(home: string): Promise<string> {
  const child = spawn(process.execPath, [ENTRY, 'tokens', 'create', 'bench', '--json'], {
    env: { ...process.env, BLOCKLOOM_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  for await (const chunk of child.stdout) out += chunk
  return (JSON.parse(out) as { text: string }).text
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

function memoryOf(pid: number): { nowMb: number; peakMb: number } {
  if (process.platform !== 'linux') return { nowMb: Number.NaN, peakMb: Number.NaN }
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024
  return { nowMb: mb('VmRSS'), peakMb: mb('VmHWM') }
}
