import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FlowDocument } from '#shared/flow'
import type { RunSummary, StepView } from '#shared/run'
import { blockloom, type Ended, type Running, start, until } from './blockloom-command.ts'

export type Answer<T = Record<string, unknown>> = { status: number; json: T; headers: Headers }
/** `preload`: a file that Node loads before the program. `until`: what it says when it is as far as wanted. */
export type Launch = { preload?: string; env?: NodeJS.ProcessEnv; until?: RegExp }
type Ask = { method?: string; body?: unknown; headers?: Record<string, string> }

/** The built program, served, with a data folder of its own and a token; can be killed and started again. */
export type ServedBlockloom = {
  home: string
  /** REST under /api/v1; a body that is a text or bytes goes as it is, anything else as JSON */
  call<T = Record<string, unknown>>(path: string, ask?: Ask): Promise<Answer<T>>
  /** any other path of the server */
  get(path: string, request?: RequestInit): Promise<Response>
  run(document: FlowDocument, order?: object): Promise<string>
  /** the run as soon as it is as wanted, or at rest: over or interrupted */
  rest(id: string, wanted?: (run: RunSummary) => boolean): Promise<RunSummary>
  steps(id: string): Promise<StepView[]>
  command(...words: string[]): Promise<Ended>
  /** kill -9 */
  kill(): Promise<void>
  /** asks it to end, as a service manager does */
  terminate(): Promise<Ended>
  /** until it is served, or has said something else */
  startAgain(launch?: Launch): Promise<void>
  /** when the one that runs has said it */
  said(what: RegExp): Promise<void>
  /** ends it and removes its data */
  end(): Promise<void>
}

const AT_REST = new Set(['succeeded', 'failed', 'cancelled', 'interrupted'])

/** @param home the data folder; one that ends with the server when left out */
export async function serveBlockloom(home?: string): Promise<ServedBlockloom> {
  const own = home === undefined ? mkdtempSync(join(tmpdir(), 'blockloom-served-')) : null
  const folder = home ?? (own as string)
  let running: Running
  let url = ''
  const said = (what: RegExp) => until(running, () => what.exec(running.out()))
  const serve = async ({ until: wanted, ...launch }: Launch = {}) => {
    running = start(['serve', '--port', '0'], { home: folder, ...launch })
    if (wanted) await said(wanted)
    else url = (await said(/Blockloom is at (\S+)/))[1] as string
  }
  const stop = (signal: NodeJS.Signals) => {
    running.child.kill(signal)
    return running.ended
  }
  await serve()
  const made = await blockloom(['tokens', 'create', 'test', '--json'], { home: folder })
  const { text: token } = JSON.parse(made.out) as { text: string }

  const call: ServedBlockloom['call'] = async (path, { method, body, headers } = {}) => {
    const asIs = typeof body === 'string' || body instanceof Uint8Array
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: asIs ? (body as BodyInit) : JSON.stringify(body) }),
    })
    return { status: answer.status, json: (await answer.json()) as never, headers: answer.headers }
  }
  return {
    home: folder,
    call,
    get: (path, request) => fetch(url + path, request),
    async run(document, order = {}) {
      const { status, json } = await call('/run', { body: { document, ...order } })
      if (status !== 200) throw new Error(`not started: ${JSON.stringify(json)}`)
      return String(json.id)
    },
    async rest(id, wanted = ({ status }) => AT_REST.has(status)) {
      for (let i = 0; i < 600; i++) {
        const { json } = await call<RunSummary>(`/runs/${id}`)
        if (wanted(json)) return json
        await pause(50)
      }
      throw new Error(`run ${id} did not get there in 30 s`)
    },
    steps: async (id) => (await call<{ items: StepView[] }>(`/runs/${id}/steps?limit=500`)).json.items,
    command: (...words) => blockloom(words, { home: folder }),
    kill: async () => void (await stop('SIGKILL')),
    terminate: () => stop('SIGTERM'),
    startAgain: serve,
    said: async (what) => void (await said(what)),
    async end() {
      if (running.child.exitCode === null && running.child.signalCode === null) await stop('SIGTERM')
      if (own) rmSync(own, { recursive: true, force: true })
    },
  }
}
