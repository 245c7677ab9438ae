/**
 * The journal alone, on this machine's disk: node bench/store.ts
 * One JSON line a measure: min, median, max of 5.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Json } from '#shared/flow'
import type { JournalEntry } from '#shared/run'
import type { Clock, RunRow } from '../src-main/runtime/ports.ts'
import { openStore, type Store } from '../src-main/store/open-store.ts'

const TIMES = 5
const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}
let ids = 0
const run = (): RunRow => ({
  id: `run_01JDBENCH${String(++ids).padStart(16, '0')}`,
  flowId: 'flw_01JDBENCH0000000000000000',
  flowName: 'Bench',
  versionId: 'ver_01JDBENCH0000000000000000',
  status: 'running',
  trigger: { type: 'start/manual', block: 'b1', at: Date.now(), value: {} },
  queuedAt: Date.now(),
  startedAt: Date.now(),
  endedAt: null,
  steps: 0,
})
/** the event of a block that only computes, as the runtime journals it */
const ran = (seq: number): JournalEntry & { pointer: number; block: string; value: Json } => ({
  seq,
  at: Date.now(),
  kind: 'ran',
  pointer: seq,
  block: `b${seq % 100}`,
  value: { total: seq, name: `file ${seq}.txt`, done: false },
})

async function withStore(measure: (store: Store, folder: string) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
  const store = openStore({ folder, clock, ids: { next: (prefix) => `${prefix}_${++ids}` } })
  try {
    return await measure(store, folder)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

/** a long loop: turns of 8 ms' worth of steps, as the run loop takes them */
const longLoop = (steps: number, turn: number) => async (store: Store) => {
  const one = run()
  store.journal.openRun(one)
  const from = performance.now()
  for (let seq = 0; seq < steps; ) {
    for (const end = seq + turn; seq < end; seq += 1) store.journal.append(one.id, [ran(seq)])
    await new Promise((resolve) => setImmediate(resolve))
  }
  store.journal.changeRun(one.id, { status: 'succeeded', steps })
  await store.journal.flush()
  return steps / ((performance.now() - from) / 1000)
}

/** short runs, `wide` at once, each durable before the next of its lane */
const shortRuns = (count: number, wide: number) => async (store: Store) => {
  const from = performance.now()
  const lane = async () => {
    for (let n = 0; n < count / wide; n += 1) {
      const one = run()
      store.journal.openRun(one)
      store.journal.append(one.id, [ran(0), ran(1)])
      store.journal.changeRun(one.id, {
        status: 'succeeded',
        endedAt: Date.now(),
        steps: 2,
        output: { ok: true },
      })
      await store.journal.flush()
    }
  }
  await Promise.all(Array.from({ length: wide }, lane))
  return count / ((performance.now() - from) / 1000)
}

const bytesPerRun = (runs: number) => async (store: Store, folder: string) => {
  const size = () => statSync(join(folder, 'blockloom.db')).size
  const before = size()
  for (let n = 0; n < runs; n += 1) {
    const one = run()
    store.journal.openRun(one)
    store.journal.append(
      one.id,
      Array.from({ length: 100 }, (_, seq) => ran(seq)),
    )
    store.journal.changeRun(one.id, { status: 'succeeded', steps: 100 })
    await store.journal.flush()
  }
  await store.close()
  return (size() - before) / runs
}

function syncsPerSecond(): number {
  const path = join(tmpdir(), `blockloom-bench-sync-${process.pid}`)
  const file = openSync(path, 'w')
  const from = performance.now()
  for (let n = 0; n < 500; n += 1) {
    writeSync(file, Buffer.alloc(4120, n))
    fdatasyncSync(file)
  }
  const rate = 500 / ((performance.now() - from) / 1000)
  closeSync(file)
  rmSync(path)
  return rate
}

async function report(measure: string, unit: string, once: () => Promise<number> | number): Promise<void> {
  const figures: number[] = []
  for (let n = 0; n < TIMES; n += 1) figures.push(Math.round(await once()))
  figures.sort((a, b) => a - b)
  const [min, median, max] = [figures[0], figures[TIMES >> 1], figures[TIMES - 1]]
  console.log(JSON.stringify({ measure, unit, min, median, max }))
}

await report('disk: write and fdatasync, 4 KB', '1/s', syncsPerSecond)
await report('journal: long loop, one event a step', 'steps/s', () => withStore(longLoop(200_000, 800)))
await report('journal: short runs, 1 at a time', 'runs/s', () => withStore(shortRuns(2000, 1)))
await report('journal: short runs, 32 at once', 'runs/s', () => withStore(shortRuns(20_000, 32)))
await report('history of a run of 100 steps', 'bytes', () => withStore(bytesPerRun(500)))
