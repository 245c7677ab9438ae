import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlockRunner } from '#shared/block'
import type { FlowDocument, Json } from '#shared/flow'
import type { RunEvent, Trigger } from '#shared/run'
import { createRuntime, type Runtime } from '../../src-main/runtime/runtime.ts'
import { openStore, type Store } from '../../src-main/store/open-store.ts'
import { realClock } from '../../src-main/store/test-support.ts'
import type { DesktopEars } from '../../src-main/triggers/desktop-ears.ts'
import { createEvents, type Events } from '../../src-main/triggers/event/events.ts'
import { hatConfigs } from '../../src-main/triggers/hat-config.ts'
import { kindsOf } from '../../src-main/triggers/registry.ts'
import { Triggers } from '../../src-main/triggers/triggers.ts'
import { Hooks } from '../../src-main/triggers/webhook/hooks.ts'
import { makeDigest } from '../../src-main/world/make-digest.ts'
import { makeFiles } from '../../src-main/world/make-files.ts'
import { watchedFiles } from '../../src-main/world/watched-files.ts'
import { type HandClock, handClock } from './hand-clock.ts'
import { openEvaluator } from './open-evaluator.ts'
import { testCatalog } from './test-blocks.ts'
import { testRunners } from './test-runtime.ts'

const evaluator = await openEvaluator()

type Runners = ReadonlyMap<string, BlockRunner>
/** `at`: what its wall clock shows when it starts, ms since the epoch; missing: no time went by */
type HostParts = {
  at?: number /** ms without a byte after which the body of a call is given up */
  idleMs?: number
  /** the folders that flows may use; missing: all */
  allowed?: string[]
  /** the kind of network drive that every watched folder is on; missing: as it is */
  networkDrive?: string
  /** what a desktop app hears; missing: it is none */
  ears?: DesktopEars
  /** groups are committed by its clock too: nothing that nobody awaits is on disk before the clock is turned */
  commitsByHand?: boolean
  /** takes the mistakes of triggers, which else are thrown */
  bugs?: unknown[]
}

export type DiskHost = {
  /** where it keeps its data */
  folder: string
  runtime: Runtime
  store: Store
  /** of the real kinds; nothing is armed before `start` */
  triggers: Triggers
  bus: Events
  hooks: Hooks
  clock: HandClock
  /** keeps the document as a version and starts it */
  start(document: FlowDocument, order?: { input?: Json; trigger?: Trigger }): Promise<string>
  events(id: string): RunEvent[]
  /** all that happens without the clock, and then on disk */
  settled(): Promise<void>
  /** turns the clock from timer to timer until the run is over */
  over(id: string): Promise<Awaited<ReturnType<Runtime['ended']>>>
}

/**
 * Hosts one after the other on the real store, on a clock turned by hand. `crash` gives the next one what was on
 * disk at that moment, as a power cut would; `restart` closes properly. `remove` takes everything away.
 */
export function diskHosts() {
  const folders: string[] = []
  const stores: Store[] = []
  let clock = handClock()
  let ids = 0
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'blockloom-care-'))
    folders.push(folder)
    return folder
  }

  const open = (
    folder: string,
    runners?: Runners,
    { at, idleMs, allowed, networkDrive, ears, commitsByHand, bugs }: HostParts = {},
  ): DiskHost => {
    // the timers of the host before died with it
    clock = handClock(at ?? clock.now())
    const own = clock
    const numbers = { next: (prefix: string) => `${prefix}_${String(ids++).padStart(6, '0')}` }
    const store = openStore({ folder, clock: commitsByHand ? own : realClock, ids: numbers })
    stores.push(store)
    const { journal, kept, states, versions, settings } = store
    const bus = createEvents()
    const hats = hatConfigs({
      ...{ catalog: testCatalog, evaluator, secrets: store.secrets, clock: own, zone: 'Europe/Berlin' },
      environment: () => ({}),
    })
    const hooks = new Hooks({
      ...{ settings, clock: own, folder: join(folder, 'files', 'calls'), idleMs },
      openFile: (path) => makeFiles().openRead(path),
      newRunId: () => numbers.next('run'),
      configOf: (hat) => hats.ready(hat).then(() => hats.read(hat)),
      onBug(error) {
        throw error
      },
    })
    const runtime = createRuntime({
      events: bus,
      responses: hooks.responses,
      secrets: store.secrets,
      journal,
      kept,
      states,
      versions,
      settings,
      catalog: testCatalog,
      runners: runners ?? testRunners(async (_block, _key, value) => value),
      evaluator,
      world: {
        files: {} as never,
        http: () => Promise.reject(new Error('no web here')),
        digest: makeDigest,
        zone: 'UTC',
      },
      clock: own,
      ids: numbers,
      dice: { seed: () => 42 },
    })
    const triggers = new Triggers({
      ...{ runtime, journal, versions, settings, clock: own, arms: true, zone: 'Europe/Berlin' },
      store: store.triggers,
      dice: { seed: () => 42 },
      kinds: kindsOf({
        ...{ events: bus, webhook: hooks.kind, ears, findFlow: store.flows.find },
        files: {
          ...watchedFiles(() => makeFiles({ allowed }), folder),
          ...(networkDrive !== undefined && { networkDriveOf: async () => networkDrive }),
        },
      }),
      hats,
      onBug(error) {
        if (bugs) bugs.push(error)
        else throw error
      },
    })
    const turns = async () => {
      for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve))
    }
    return {
      ...{ folder, runtime, store, triggers, bus, hooks },
      clock: own,
      async start(document, order = {}) {
        const versionId = await store.flows.version(document)
        return runtime.start({ flowId: document.id ?? 'flw_test', versionId, document, ...order })
      },
      events: (id) => journal.read(id) as RunEvent[],
      async settled() {
        await turns()
        await journal.flush()
        await turns()
        await journal.flush()
      },
      async over(id) {
        let row: Awaited<ReturnType<Runtime['ended']>> | undefined
        const ended = runtime.ended(id).then((one) => {
          row = one
        })
        while (!row) {
          await turns()
          if (!row && own.next() !== undefined) own.turn(own.next() as number)
        }
        await ended
        return row
      },
    }
  }

  return {
    /** of the newest host */
    get clock() {
      return clock
    },
    first: (runners?: Runners, parts?: HostParts) => open(newFolder(), runners, parts),
    crash(runners?: Runners, parts?: HostParts): DiskHost {
      const from = folders.at(-1) as string
      const folder = newFolder()
      for (const end of ['', '-wal'])
        cpSync(join(from, `blockloom.db${end}`), join(folder, `blockloom.db${end}`), { force: true })
      return open(folder, runners, parts)
    },
    async restart(host: DiskHost, runners?: Runners, parts?: HostParts): Promise<DiskHost> {
      await host.triggers.stop()
      await host.runtime.stop()
      await host.store.close()
      return open(folders.at(-1) as string, runners, parts)
    },
    async remove() {
      for (const store of stores) await store.close()
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }
}
