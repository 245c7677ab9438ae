import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalog } from '#blocks/catalog'
import type { RunNews } from '#shared/contract'
import type { FlowDocument } from '#shared/flow'
import type { RunSummary } from '#shared/run'
import { LiveBlocks } from '../packages/live-blocks.ts'
import { Packages } from '../packages/packages.ts'
import type { RunRow } from '../runtime/ports.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { countingIds, realClock } from '../store/test-support.ts'
import { createEvents } from '../triggers/event/events.ts'
import { Triggers } from '../triggers/triggers.ts'
import { Hooks } from '../triggers/webhook/hooks.ts'
import { makeRouter, type Router } from './handlers.ts'
import type { ApiRuntime, Services } from './services.ts'
import { SignInDoor } from './sign-in-door.ts'

/** A source of live news that a test feeds and watches: how much was pulled, whether it was ended. */
export class HandSource<T> implements AsyncIterable<T> {
  pulled = 0
  returned = 0
  private waiting: T[] = []
  private wake: (() => void) | null = null
  /** what `next` gives when nothing was fed, for sources that hardly run dry */
  plenty: ((n: number) => T) | null = null
  private get isDry() {
    // an end all the same: a reader without brakes has to fail a test, not fill the machine
    return this.waiting.length === 0 && (!this.plenty || this.pulled >= 5000)
  }

  feed(...items: T[]): void {
    this.waiting.push(...items)
    this.wake?.()
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return {
      next: async () => {
        while (this.isDry)
          await new Promise<void>((resolve) => {
            this.wake = resolve
          })
        this.pulled++
        return { done: false, value: this.waiting.shift() ?? (this.plenty as (n: number) => T)(this.pulled) }
      },
      return: async () => {
        this.returned++
        return { done: true, value: undefined }
      },
    }
  }
}

/** Stands where the runtime stands, so that tests of the borders decide when a run ends and what is seen of it. */
export class HandRuntime implements ApiRuntime {
  readonly news = new HandSource<RunNews>()
  readonly changes = new HandSource<RunSummary[]>()
  private readonly store: Store
  private readonly ids = countingIds()
  private readonly waiting = new Map<string, (row: RunRow) => void>()

  constructor(store: Store) {
    this.store = store
  }

  start({ flowId, versionId, document, input = null }: Parameters<ApiRuntime['start']>[0]): string {
    const id = this.ids.next('run')
    const trigger = { type: 'start/manual', block: 'b1', at: 1, value: input }
    this.store.journal.openRun({
      ...{ id, flowId, versionId, flowName: document.name, trigger, status: 'running' },
      ...{ queuedAt: 1000, startedAt: 1001, endedAt: null, steps: 0 },
    })
    return id
  }

  end(id: string, status: 'succeeded' | 'cancelled' = 'succeeded'): void {
    this.store.journal.changeRun(id, { status, endedAt: 1011, output: { moved: 3 } })
    const row = this.store.journal.get(id)
    if (row) this.waiting.get(id)?.(row)
  }

  cancel(id: string): void {
    this.end(id, 'cancelled')
  }

  ended(id: string): Promise<RunRow> {
    const row = this.store.journal.get(id)
    if (row && row.endedAt !== null) return Promise.resolve(row)
    return new Promise((resolve) => this.waiting.set(id, resolve))
  }

  get = () => undefined
  documentOf = () => undefined
  waits = () => false
  standing = () => undefined
  variables = () => undefined
  pause = async () => {}
  continue = async () => {}
  step = async () => {}
  change = async () => {}
  breakpoints = async () => {}
  asked = () => []
  answer = async () => {}
  asks = () => []
  questions = async () => []
  question = async () => ({ is: 'closed' }) as const
  reply = async () => {}
  onQuestion = () => () => {}
  retry = async (id: string) => id
  dismiss = async () => {}
  cancelFlow = async () => 0
  stopAll = async () => 0
  resumeAll = async () => {}
  stoppedSince = () => null
  onEnd = () => () => {}
  watch = () => this.news
  watchAll = () => this.changes
}

/** No package is installed here, so nothing is asked of it. */
const noPool = new Proxy({} as ConstructorParameters<typeof Packages>[0]['pool'], {
  get: (_, name) => () => Promise.reject(new Error(`no package was meant to run: ${String(name)}`)),
})

export type TestBlockloom = {
  store: Store
  runtime: HandRuntime
  router: Router
  version: string
  folder: string
  bugs: { error: unknown; where: string }[]
  onBug(error: unknown, where: string): void
  close(): Promise<void>
}

/** A real store in a new folder, the real router, and a runtime in the test's hand. */
export function makeTestBlockloom(change: Partial<Services> = {}): TestBlockloom {
  const folder = mkdtempSync(join(tmpdir(), 'blockloom-api-'))
  const store = openStore({ folder, clock: realClock, ids: countingIds() })
  const runtime = new HandRuntime(store)
  const bugs: TestBlockloom['bugs'] = []
  const onBug = (error: unknown, where: string) => void bugs.push({ error, where })
  const info = { host: 'serve', dataFolder: folder, platform: 'linux', home: folder, zone: 'UTC' } as const
  const ids = countingIds()
  const triggers = new Triggers({
    ...{ runtime, kinds: [], arms: true, zone: 'UTC', dice: { seed: () => 1 }, clock: realClock, onBug },
    ...{ store: store.triggers, journal: store.journal, versions: store.versions, settings: store.settings },
    hats: { ready: async () => {}, read: () => ({}) },
  })
  const hooks = new Hooks({
    ...{ settings: store.settings, clock: realClock, folder: join(folder, 'files', 'calls'), onBug },
    openFile: () => Promise.reject(new Error('no file is meant to be sent')),
    newRunId: () => ids.next('run'),
    configOf: async ({ written }) => written,
  })
  const packages = new Packages({
    folder: join(folder, 'blocks'),
    version: '0.1.0',
    blocks: new LiveBlocks(catalog, new Map()),
    pool: noPool,
    now: realClock.now,
    broken: (why) => onBug(new Error(why), 'packages'),
  })
  const router = makeRouter({
    ...{
      store,
      runtime,
      triggers,
      previews: { work: async () => ({}), runBlock: async () => ({ from: 'live', count: 1 }) },
      events: createEvents(),
      hooks,
      signIn: new SignInDoor(),
      ids,
      catalog,
      packages,
      holdFacts: { model: true, netModel: false },
      onBug,
      templatesFolder: join(folder, 'templates'),
      env: { HOME: '/home/ada' },
      now: () => 1_700_000_000_000,
    },
    info: { version: '0.1.0', ...info },
    homes: () => [{ name: 'Home', path: folder }],
    ...change,
  })
  return {
    ...{ store, runtime, router, version: '0.1.0', folder, bugs, onBug },
    async close() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A small flow without problems. */
export const smallFlow = (name = 'Say hello'): FlowDocument => ({
  format: 1,
  name,
  blocks: [
    { id: 'b1', type: 'start/manual', version: 1, name: 'When I press Run', config: {}, at: [80, 40] },
    { id: 'b2', type: 'say/log', version: 1, name: 'Say it', config: { text: 'Hello' } },
  ],
  links: [{ from: 'b1', out: 'next', to: 'b2', snap: true }],
})

export const someNews = (n: number): RunNews => ({
  ...{ steps: [], counts: {}, links: {}, done: false },
  logs: [{ at: n, level: 'info', text: `line ${n}`, block: 'b2' }],
})

/** Lets everything that is on its way arrive: real sockets and ports need turns of the event loop. */
export async function settled(look: () => unknown, ms = 5000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (look()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`it did not come to pass: ${look}`)
}
