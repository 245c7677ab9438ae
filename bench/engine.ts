/**
 * The engine alone: steps and passes a second of the real runtime with real blocks and expressions, over a journal
 * that keeps what it is given in memory. What the disk adds is in chain.ts and loop.ts.
 * node bench/engine.ts
 */
import { catalog } from '#blocks/catalog'
import { runners } from '#blocks/runners'
import { type BlockRunner, makeCatalog } from '#shared/block'
import type { FlowDocument } from '#shared/flow'
import type { JournalEntry } from '#shared/run'
import type { Journal, RunRow } from '../src-main/runtime/ports.ts'
import { createRuntime } from '../src-main/runtime/runtime.ts'
import { makeDigest } from '../src-main/world/make-digest.ts'
import { makeIds } from '../src-main/world/make-ids.ts'
import { systemClock } from '../src-main/world/system-clock.ts'
import { flowOf } from '../tests/support/flow-of.ts'
import { openEvaluator } from '../tests/support/open-evaluator.ts'
import { testBlocks } from '../tests/support/test-blocks.ts'
import { keep, measure } from './measure.ts'

const TIMES = 5
const pass: BlockRunner = { declaration: testBlocks.compute, run: (_, ctx) => ({ next: ctx.input }) }

/** Keeps the run that is under way, and writes nothing. */
function keepingJournal(): Journal {
  let row: RunRow | undefined
  let kept: JournalEntry[] = []
  return {
    openRun(run) {
      row = { ...run }
      kept = []
    },
    changeRun: (_, change) => void Object.assign(row ?? {}, change),
    append(_, entries) {
      for (const entry of entries) kept.push(entry)
    },
    flush: async () => {},
    read: () => kept,
    walk: (_, from = 0) => [kept.slice(from)],
    unfinished: () => [],
    get: () => row,
    onHalt: () => () => {},
  }
}

const runtime = createRuntime({
  journal: keepingJournal(),
  kept: { read: () => ({}), set: () => {} },
  versions: { load: () => undefined, newest: () => undefined },
  catalog: makeCatalog([...catalog.values(), testBlocks.compute]),
  runners: new Map([...runners, [testBlocks.compute.type, pass]]),
  evaluator: await openEvaluator(),
  world: {
    files: () => ({}) as never,
    http: () => Promise.reject(new Error('no web here')),
    digest: makeDigest,
    zone: 'UTC',
  },
  clock: systemClock,
  ids: makeIds(systemClock),
  dice: { seed: () => 1 },
})

type Part = { type: string; config?: FlowDocument['blocks'][number]['config'] }

const chain = (length: number, block: Part): FlowDocument =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'b0' } },
    ...Array.from({ length }, (_, i) => ({
      id: `b${i}`,
      ...block,
      ...(i + 1 < length && { to: { next: `b${i + 1}` } }),
    })),
  ])

const loop = (times: number, block: Part): FlowDocument =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'each' } },
    { id: 'each', type: 'control/repeat', config: { times }, to: { each: 'in' } },
    { id: 'in', ...block },
  ])

async function once(name: string, document: FlowDocument): Promise<number> {
  const from = performance.now()
  const id = runtime.start({ flowId: name, versionId: name, document, input: { n: 1 } })
  const row = await runtime.ended(id)
  const ms = performance.now() - from
  if (row.status !== 'succeeded') throw new Error(`${row.status}: ${row.error?.message}`)
  return ms
}

/** Steps a second of so many runs, one after the other. */
async function rate(name: string, document: FlowDocument, steps: number, runs: number): Promise<number> {
  let ms = 0
  for (let run = 0; run < runs; run++) ms += await once(name, document)
  return (steps * runs) / (ms / 1000)
}

const passing = { type: 'test/compute' }
const setting = { type: 'data/set-fields', config: { fields: { n: '{{ input.n }}' }, keep: true } }
const counting = { type: 'data/change-variable', config: { name: 'count', by: 1 } }
const cases = [
  { name: 'chain of 1,000, passing on', document: chain(1000, passing), units: 1000, runs: 50 },
  { name: 'chain of 1,000, setting a field', document: chain(1000, setting), units: 1000, runs: 50 },
  { name: 'loop of 100,000, passing on', document: loop(100_000, passing), units: 100_000, runs: 1 },
  { name: 'loop of 100,000, setting a field', document: loop(100_000, setting), units: 100_000, runs: 1 },
  { name: 'loop of 100,000, counting', document: loop(100_000, counting), units: 100_000, runs: 1 },
]

const figures = []
for (const { name, document, units, runs } of cases) {
  const round = () => rate(name, document, units, runs)
  for (let i = 0; i < 2; i++) await round()
  figures.push(await measure(`${name}, in memory`, '1/s', TIMES, round))
}
keep('engine', figures)
