/**
 * Steps and passes a second of the real runtime, blocks and expressions, every step journaled: over a journal in
 * memory (the engine alone) and over the real store (SQLite, synchronous=FULL, a run ends when it is on disk).
 * `node bench/engine.ts [word of a measure]...`; one JSON line a measure, of 5 rounds after 2 to warm up.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalog } from '#blocks/catalog'
import { runners } from '#blocks/runners'
import { type BlockRunner, makeCatalog } from '#shared/block'
import type { FlowDocument } from '#shared/flow'
import type { JournalEntry } from '#shared/run'
import type { Journal, RunRow } from '../src-main/runtime/ports.ts'
import { createRuntime, type Runtime } from '../src-main/runtime/runtime.ts'
import { openStore } from '../src-main/store/open-store.ts'
import { makeDigest } from '../src-main/world/make-digest.ts'
import { makeIds } from '../src-main/world/make-ids.ts'
import { systemClock } from '../src-main/world/system-clock.ts'
import { flowOf } from '../tests/support/flow-of.ts'
import { openEvaluator } from '../tests/support/open-evaluator.ts'
import { testBlocks } from '../tests/support/test-blocks.ts'

const evaluator = await openEvaluator()
const pass: BlockRunner = { declaration: testBlocks.compute, run: (_, ctx) => ({ next: ctx.input }) }

/** Keeps what it is given and writes nothing; of runs one after the other only the living one. */
function keepingJournal(many = false): Journal {
  const runs = new Map<string, { row: RunRow; entries: JournalEntry[] }>()
  const of = (id: string) => runs.get(id) as { row: RunRow; entries: JournalEntry[] }
  return {
    openRun(row) {
      if (!many) runs.clear()
      runs.set(row.id, { row: { ...row }, entries: [] })
    },
    changeRun(id, change) {
      Object.assign(of(id).row, change)
    },
    append(id, entries) {
      const kept = of(id).entries
      for (const entry of entries) kept.push(entry)
    },
    flush: async () => {},
    read: (id) => of(id).entries,
    walk: (id, from = 0) => [of(id).entries.slice(from)],
    unfinished: () => [],
    get: (id) => runs.get(id)?.row,
    onHalt: () => () => {},
  }
}

const ids = makeIds(systemClock)
const folder = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
const store = openStore({ folder, clock: systemClock, ids })

const runtimeOver = (journal: Journal) =>
  createRuntime({
    journal,
    kept: { read: () => ({}), set: () => {} },
    versions: { load: () => undefined, newest: () => undefined },
    catalog: makeCatalog([...catalog.values(), testBlocks.compute]),
    runners: new Map([...runners, [testBlocks.compute.type, pass]]),
    evaluator,
    world: {
      files: () => ({}) as never,
      http: () => Promise.reject(new Error('no web here')),
      digest: makeDigest,
      zone: 'UTC',
    },
    clock: systemClock,
    ids,
    dice: { seed: () => 1 },
  })

const chain = (length: number, block: object): FlowDocument =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'b0' } },
    ...Array.from({ length }, (_, i) => ({
      id: `b${i}`,
      ...(block as { type: string }),
      ...(i + 1 < length && { to: { next: `b${i + 1}` } }),
    })),
  ])

const loop = (times: number, block: object): FlowDocument =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'each' } },
    { id: 'each', type: 'control/repeat', config: { times }, to: { each: 'in' } },
    { id: 'in', ...(block as { type: string }) },
  ])

async function once(runtime: Runtime, name: string, document: FlowDocument, steps: number): Promise<number> {
  const started = performance.now()
  const id = runtime.start({ flowId: name, versionId: name, document, input: { n: 1 } })
  const row = await runtime.ended(id)
  const ms = performance.now() - started
  if (row.status !== 'succeeded' || row.steps !== steps) throw new Error(JSON.stringify(row))
  return ms
}

/** Several runs a round, one after the other, so that a round is long enough to be measured. */
async function measure(over: string, journal: Journal, { name, document, units, steps, runs }: Measure) {
  const runtime = runtimeOver(journal)
  const rates: number[] = []
  for (let round = 0; round < 7; round++) {
    let ms = 0
    for (let run = 0; run < runs; run++) ms += await once(runtime, name, document, steps)
    if (round >= 2) rates.push((units * runs) / (ms / 1000))
  }
  rates.sort((a, b) => a - b)
  const [min, , median, , max] = rates.map(Math.round)
  const memoryMb = Math.round(process.memoryUsage().rss / 1e6)
  console.log(
    JSON.stringify({ measure: `${name}, ${over}`, unit: '1/s', min, median, max, rounds: 5, memoryMb }),
  )
}

type Measure = { name: string; document: FlowDocument; units: number; steps: number; runs: number }

/** What a webhook's answer waits for: a run of three blocks, on disk; 32 of them are always on their way. */
async function measureSmallRuns(over: string, journal: Journal): Promise<void> {
  const runtime = runtimeOver(journal)
  const document: FlowDocument = {
    ...flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'set' } },
      { id: 'set', ...setField, to: { next: 'end' } },
      { id: 'end', type: 'control/return', config: { value: '{{ input }}' } },
    ]),
    settings: { overlap: 'parallel', concurrency: 32 },
  }
  const rates: number[] = []
  for (let round = 0; round < 7; round++) {
    const started = performance.now()
    let left = 5000
    const worker = async () => {
      while (left-- > 0) await once(runtime, 'small', document, 3)
    }
    await Promise.all(Array.from({ length: 32 }, worker))
    if (round >= 2) rates.push(5000 / ((performance.now() - started) / 1000))
  }
  rates.sort((a, b) => a - b)
  const [min, , median, , max] = rates.map(Math.round)
  console.log(
    JSON.stringify({ measure: `small runs, 32 at once, ${over}`, unit: '1/s', min, median, max, rounds: 5 }),
  )
}

const compute = { type: 'test/compute' }
const setField = { type: 'data/set-fields', config: { fields: { n: '{{ input.n }}' }, keep: true } }
const change = { type: 'data/change-variable', config: { name: 'count', by: 1 } }
const only = process.argv.slice(2)
const wanted = (name: string) => only.length === 0 || only.some((word) => name.includes(word))

const measures: readonly Measure[] = [
  { name: 'chain of 1,000, passing on', document: chain(1000, compute), units: 1000, steps: 1001, runs: 50 },
  {
    name: 'chain of 1,000, setting a field',
    document: chain(1000, setField),
    units: 1000,
    steps: 1001,
    runs: 50,
  },
  {
    name: 'loop of 100,000, passing on',
    document: loop(100_000, compute),
    units: 100_000,
    steps: 100_002,
    runs: 1,
  },
  {
    name: 'loop of 100,000, setting a field',
    document: loop(100_000, setField),
    units: 100_000,
    steps: 100_002,
    runs: 1,
  },
  {
    name: 'loop of 100,000, counting',
    document: loop(100_000, change),
    units: 100_000,
    steps: 100_002,
    runs: 1,
  },
]
for (const one of measures.filter(({ name }) => wanted(name))) {
  await measure('in memory', keepingJournal(), one)
  await measure('on disk', store.journal, one)
}
if (wanted('small runs')) {
  await measureSmallRuns('in memory', keepingJournal(true))
  await measureSmallRuns('on disk', store.journal)
}
await store.close()
rmSync(folder, { recursive: true })
