import { runners as standard } from '#blocks/runners'
import type { BlockFiles, BlockRunner } from '#shared/block'
import type { AppError } from '#shared/error'
import type { FlowDocument, Json } from '#shared/flow'
import type { RunEvent } from '#shared/run'
import type { AskLinks, BlockStates, Events, Responses, Secrets } from '../../src-main/runtime/ports.ts'
import { createRuntime, type RunOrder, type Runtime } from '../../src-main/runtime/runtime.ts'
import type { World } from '../../src-main/runtime/world.ts'
import { makeDigest } from '../../src-main/world/make-digest.ts'
import { type HandClock, handClock } from './hand-clock.ts'
import { type Disk, emptyDisk, type MemoryJournal, memoryJournal } from './memory-journal.ts'
import { openEvaluator } from './open-evaluator.ts'
import { testBlocks, testCatalog } from './test-blocks.ts'

const evaluator = await openEvaluator()

/** Files that are not there: a test that touches them says which it means. */
const noFiles = new Proxy({} as BlockFiles, {
  get: (_, name) => () => Promise.reject(new Error(`no file was meant to be touched: ${String(name)}`)),
})

/** What a test block does outside: its id, the key it does it under, its input. */
export type Act = (block: string, key: string, value: Json) => Promise<Json>

/** The standard runners and those of the test blocks. */
export function testRunners(act: Act): ReadonlyMap<string, BlockRunner> {
  const outside = [testBlocks.act, testBlocks.look, testBlocks.actSafely].map(
    (declaration): BlockRunner => ({
      declaration,
      run: async (_config, ctx) => ({
        next: await act(ctx.idempotencyKey.split(':')[1] ?? '', ctx.idempotencyKey, ctx.input),
      }),
    }),
  )
  const compute: BlockRunner = {
    declaration: testBlocks.compute,
    run: (_config, ctx) => ({ next: ctx.input }),
  }
  return new Map([...standard, ...[compute, ...outside].map((one) => [one.declaration.type, one] as const)])
}

export type TestHost = {
  runtime: Runtime
  clock: HandClock
  disk: Disk
  journal: MemoryJournal
  versions: Map<string, FlowDocument>
  /** starts a flow and gives its id */
  start(document: FlowDocument, order?: Pick<RunOrder, 'input' | 'variables' | 'breakpoints'>): string
  /** turns the clock from timer to timer until the run is over */
  over(id: string): Promise<Awaited<ReturnType<Runtime['ended']>>>
  events(id: string): RunEvent[]
}

export type TestParts = {
  disk?: Disk
  clock?: HandClock
  versions?: Map<string, FlowDocument>
  world?: Partial<World>
  runners?: ReadonlyMap<string, BlockRunner>
  running?: number
  secrets?: Secrets
  askLinks?: AskLinks
  events?: Events
  responses?: Responses
  states?: BlockStates
  onBug?(bug: unknown): void
}

/** A runtime on a clock turned by hand, seeded dice and a journal in memory; blocks and expressions are the real ones. */
export function testHost(parts: TestParts = {}): TestHost {
  const disk = parts.disk ?? emptyDisk()
  const clock = parts.clock ?? handClock()
  const versions = parts.versions ?? new Map<string, FlowDocument>()
  const { journal, kept } = memoryJournal(disk)
  let ids = disk.runs.size
  const runtime = createRuntime({
    journal,
    kept,
    versions: {
      load: (id) => versions.get(id),
      newest: (flowId) => [...versions].findLast(([, document]) => document.id === flowId)?.[0],
    },
    catalog: testCatalog,
    runners: parts.runners ?? testRunners(async (_block, _key, value) => value),
    evaluator,
    world: {
      files: () => noFiles,
      http: () => Promise.reject(new Error('nothing was meant to be fetched')),
      digest: makeDigest,
      zone: 'Europe/Berlin',
      ...parts.world,
    },
    clock,
    ids: { next: (prefix) => `${prefix}_${ids++}` },
    dice: { seed: () => 42 },
    onBug: parts.onBug,
    secrets: parts.secrets,
    askLinks: parts.askLinks,
    events: parts.events,
    responses: parts.responses,
    states: parts.states,
    ...(parts.running && { limits: { running: parts.running } }),
  })
  return {
    runtime,
    clock,
    disk,
    journal,
    versions,
    start(document, order) {
      const versionId = JSON.stringify(document)
      versions.set(versionId, document)
      return runtime.start({ flowId: document.id ?? 'flw_test', versionId, document, ...order })
    },
    async over(id) {
      let row: Awaited<ReturnType<Runtime['ended']>> | undefined
      let failure: { error: unknown } | undefined
      runtime.ended(id).then(
        (ended) => (row = ended),
        (error) => (failure = { error }),
      )
      while (!row && !failure && !journal.dead) {
        await new Promise((resolve) => setImmediate(resolve))
        if (!row && !failure && !journal.dead && clock.next() !== undefined)
          clock.turn(clock.next() as number)
      }
      if (failure) throw failure.error
      if (!row) await new Promise(() => {}) // the machine is dead
      return row as Awaited<ReturnType<Runtime['ended']>>
    },
    events: (id) => journal.read(id) as RunEvent[],
  }
}

/** Long enough for everything that needs no clock. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** Test blocks whose acts stay under way until they are let go. */
export function heldActs() {
  const going = new Map<string, ((value: Json) => void)[]>()
  const runners = testRunners(
    (block) => new Promise<Json>((resolve) => going.set(block, [...(going.get(block) ?? []), resolve])),
  )
  return { runners, letGo: (block: string, value: Json = 'done') => going.get(block)?.shift()?.(value) }
}

/** The error that some work throws; undefined when it does not. */
export function thrownBy(work: () => unknown): AppError | undefined {
  try {
    work()
  } catch (error) {
    return error as AppError
  }
}
