/**
 * Heavy blocks in threads: how long a thread takes to start and a step takes to get there and back, what a thread
 * costs in memory, and how late the event loop of the built program is while one works: a pattern that never ends,
 * a CSV file that becomes a list, one that goes into SQLite.
 * node bench/heavy.ts  (after: npm run build)
 */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runners } from '#blocks/runners'
import type { FlowDocument, JsonObject } from '#shared/flow'
import { openHeavyPool } from '../src-main/workers/heavy/heavy-pool.ts'
import { heavyRunners } from '../src-main/workers/heavy/heavy-runners.ts'
import { systemClock } from '../src-main/world/system-clock.ts'
import { flowOf } from '../tests/support/flow-of.ts'
import { type Figure, figureOf, keep, measure } from './measure.ts'
import { ROOT } from './support/bench-host.ts'
import { answerOrder, isFresh, rounds } from './support/fresh-process.ts'
import { type LoopDelay, serveBuilt } from './support/served-host.ts'

const TIMES = 3
const HOPS = 2000
const CONFIG = { text: 'on 23.11.2026', find: '(a+)+z|\\d', with: '-', how: 'pattern', all: true }

/** What a step needs of the engine to go to a thread. */
const context = {
  ...{ input: null, blockName: 'Replace', idempotencyKey: 'k', deadline: undefined, zone: 'UTC' },
  signal: new AbortController().signal,
  now: () => 0,
  inside: () => ({ seeds: { block: 1, items: 1 }, scope: {} }),
}

type Hops = { startMs: number; hopUs: number; threadMb: number }

async function hops(): Promise<Hops> {
  const pool = openHeavyPool({
    ...{ clock: systemClock, root: ROOT, allowed: () => null },
    script: join(ROOT, 'out', 'main', 'heavy-thread.js'),
  })
  const replace = heavyRunners(runners, pool).get('data/replace')
  const once = async () => void (await replace?.run(CONFIG as never, context as never))
  const before = process.memoryUsage().rss
  const began = performance.now()
  await once()
  const startMs = performance.now() - began
  const threadMb = (process.memoryUsage().rss - before) / 1024 / 1024
  for (let i = 0; i < HOPS; i++) await once()
  const from = performance.now()
  for (let i = 0; i < HOPS; i++) await once()
  const hopUs = ((performance.now() - from) * 1000) / HOPS
  await pool.close()
  return { startMs, hopUs, threadMb }
}

/** MB of lines with six values. */
function makeCsv(path: string, mb: number): void {
  const file = openSync(path, 'w')
  let written = writeSync(file, 'id,name,email,price,day,city\n')
  for (let from = 1; written < mb * 1024 * 1024; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, i) => {
      const n = from + i
      return `${n},Name ${n},user${n}@example.org,${n * 1.25},2026-01-02,City ${n % 100}\n`
    })
    written += writeSync(file, lines.join(''))
  }
  closeSync(file)
}

const one = (type: string, config: JsonObject, timeout: string): FlowDocument =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'heavy' } },
    { id: 'heavy', type, config, options: { timeout } },
  ])

async function delayOf(flow: FlowDocument, ends: string): Promise<LoopDelay & { ms: number }> {
  const host = await serveBuilt({ probed: true })
  try {
    const id = await host.keep(flow)
    await host.beginDelay()
    const from = performance.now()
    const run = await host.start(id)
    let status = ''
    while (!['succeeded', 'failed'].includes(status)) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      status = (await host.get<{ status: string }>(`/runs/${run}`)).status
    }
    if (status !== ends) throw new Error(`${status}, not ${ends}`)
    return { ...(await host.endDelay()), ms: performance.now() - from }
  } finally {
    await host.stop()
  }
}

async function delays(name: string, flow: FlowDocument, ends: string): Promise<Figure[]> {
  const seen: (LoopDelay & { ms: number })[] = []
  for (let i = 0; i < TIMES; i++) seen.push(await delayOf(flow, ends))
  const figure = (what: 'p99' | 'max' | 'ms') =>
    figureOf(
      `${name}: ${what === 'ms' ? 'the run' : `event loop, ${what}`}`,
      'ms',
      seen.map((one) => one[what]),
      what === 'p99' ? { atMost: 16 } : undefined,
    )
  return [figure('p99'), figure('max'), figure('ms')]
}

async function all(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
  try {
    const [small, large] = [join(folder, 'small.csv'), join(folder, 'large.csv')]
    makeCsv(small, 30)
    makeCsv(large, 100)
    const seen = await rounds<Hops>(5, import.meta.filename, null)
    const of = (what: keyof Hops) => seen.map((one) => one[what])
    const insert = { do: 'insert-many', table: 'rows', from: large, createTable: true }
    const forEver = { text: `${'a'.repeat(60)}b`, find: '^(a+)+$', how: 'pattern' }
    keep('heavy', [
      figureOf('a thread starts and does its first step', 'ms', of('startMs')),
      figureOf('a small step there and back, warm', 'us', of('hopUs')),
      figureOf('memory with one thread more', 'MB', of('threadMb')),
      await measure('the same small step on the main thread', 'us', 5, here),
      ...(await delays('a pattern that never ends, 3 s', one('data/replace', forEver, '3s'), 'failed')),
      ...(await delays('CSV of 30 MB into a list', one('data/read-csv', { file: small }, '5m'), 'succeeded')),
      ...(await delays(
        'CSV of 100 MB, which is too large for a list',
        one('data/read-csv', { file: large }, '5m'),
        'failed',
      )),
      ...(await delays(
        'CSV of 100 MB into SQLite',
        one('database/sqlite', { ...insert, file: join(folder, 'data.db') }, '10m'),
        'succeeded',
      )),
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function here(): Promise<number> {
  const replace = runners.get('data/replace')
  const from = performance.now()
  for (let i = 0; i < HOPS; i++) await replace?.run(CONFIG as never, context as never)
  return ((performance.now() - from) * 1000) / HOPS
}

if (isFresh) await answerOrder(hops)
else await all()
