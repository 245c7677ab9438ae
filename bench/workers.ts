/**
 * Workers: the start of one to its first answer, a warm call there and back, and calls a second through the pool, for
 * `data/code`, for a package in JavaScript and for one in Python (the ones that `blocks new` makes). Beside them what
 * Node and Python themselves take to start here, and what a loop of code steps comes to in the real engine.
 * node bench/workers.ts  (after: npm run build)
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '#shared/flow'
import { launchChild } from '../src-main/workers/child-launch.ts'
import { openPool } from '../src-main/workers/worker-pool.ts'
import { NO_PERMISSIONS, type WorkerCall, type WorkerProgram } from '../src-main/workers/worker-program.ts'
import { systemClock } from '../src-main/world/system-clock.ts'
import { flowOf } from '../tests/support/flow-of.ts'
import { type Figure, figureOf, keep, measure, type Target } from './measure.ts'
import { openBenchHost, ROOT } from './support/bench-host.ts'
import { answerOrder, isFresh, rounds } from './support/fresh-process.ts'

const TIMES = 5
const STARTS = 9
/** Calls before anything is measured: code is compiled by then. */
const WARM = 3000
const CALLS = 10_000
/** Calls that are under way at once, as those of a loop with many passes at a time. */
const AT_ONCE = 256
const PASSES = 10_000

const OUT = join(ROOT, 'out', 'main')
const script = { file: join(OUT, 'worker.js'), readable: [OUT, join(ROOT, 'package.json')] }
const hasPython = spawnSync('python3', ['--version']).status === 0

/** One kind of worker, and what is asked of it. */
type Kind = { name: string; program: WorkerProgram; type: string; config: JsonObject }
type Kinds = 'code' | 'javascript' | 'python'

function kindOf(which: Kinds, folder: string): Kind {
  const program = { key: which, name: which, folder: null, permissions: NO_PERMISSIONS }
  if (which === 'code')
    return {
      ...{ name: 'data/code', type: 'data/code', program: { ...program, run: { javascript: null } } },
      config: { code: 'return input.n + 1', language: 'javascript', vars: {} },
    }
  const run =
    which === 'python'
      ? { command: ['python3', 'main.py'] as const }
      : { javascript: join(folder, which, 'main.js') }
  return {
    name: which === 'python' ? 'a package in Python' : 'a package in JavaScript',
    program: { ...program, run, folder: join(folder, which) },
    type: 'starter/shorten',
    config: { text: 'Once upon a time', length: 80, ending: '…' },
  }
}

type Seen = Partial<Starts> & { medianUs: number; p99Us: number; aSecond: number }

/** In a process of its own, which has nothing warm. */
async function once({ which }: { which: Kinds }): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
  for (const language of ['javascript', 'python'])
    cpSync(join(ROOT, 'src-main', 'packages', 'starters', language), join(folder, language), {
      recursive: true,
    })
  const { program, type, config } = kindOf(which, folder)
  const pool = openPool({
    clock: systemClock,
    launch: launchChild({ script, now: systemClock.monotonic }),
  })
  const listener = { signal: new AbortController().signal, log: () => {}, progress: () => {} }
  const call = (n: number) => {
    const order: WorkerCall = {
      ...{ block: 'B', type, version: 1, config, input: { n }, key: `run_1:b1:${n}` },
      again: true,
    }
    return pool.run(program, order, listener)
  }
  try {
    await many(call, WARM)
    for (let n = 0; n < WARM; n++) await call(n)
    const each: number[] = []
    for (let n = 0; n < CALLS; n++) {
      const from = performance.now()
      await call(n)
      each.push((performance.now() - from) * 1000)
    }
    each.sort((a, b) => a - b)
    const from = performance.now()
    await many(call, 3 * CALLS)
    const aSecond = (3 * CALLS * 1000) / (performance.now() - from)
    return { medianUs: each[CALLS / 2] ?? 0, p99Us: each[(CALLS * 99) / 100] ?? 0, aSecond }
  } finally {
    await pool.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** So many calls, AT_ONCE of them under way. */
async function many(call: (n: number) => Promise<unknown>, calls: number): Promise<void> {
  let n = 0
  const lane = async () => {
    while (n < calls) await call(n++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

type Starts = { firstMs: number; startMs: number }

/**
 * Starts alone are measured more often: the first one of a host that has just come up, whose own code for it is cold
 * too, and a later one. The worker is a new process each time.
 */
async function start({ which }: { which: Kinds }): Promise<Starts> {
  return { firstMs: await startOnce(which), startMs: await startOnce(which) }
}

async function startOnce(which: Kinds): Promise<number> {
  const { program, type, config } = kindOf(which, join(ROOT, 'src-main', 'packages', 'starters'))
  const pool = openPool({
    clock: systemClock,
    launch: launchChild({ script, now: systemClock.monotonic }),
  })
  const listener = { signal: new AbortController().signal, log: () => {}, progress: () => {} }
  const order = { block: 'B', type, version: 1, config, input: { n: 1 }, key: 'k', again: true }
  const began = performance.now()
  await pool.run(program, order, listener)
  const took = performance.now() - began
  await pool.close()
  return took
}

async function figuresOf(which: Kinds, targets: Partial<Record<keyof Seen, Target>>): Promise<Figure[]> {
  const { name } = kindOf(which, '')
  const file = import.meta.filename
  const starts: Starts[] = []
  const bares: number[] = []
  // side by side: what else the machine does slows down both
  for (let i = 0; i < STARTS; i++) {
    bares.push(bare(which))
    starts.push(...(await rounds<Starts>(1, file, { which, what: 'start' })))
  }
  const seen = await rounds<Seen>(TIMES, file, { which, what: 'calls' })
  const figure = (what: keyof Seen, said: string, unit: string, of: readonly Partial<Seen>[] = seen) =>
    figureOf(
      `${name}: ${said}`,
      unit,
      of.map((one) => one[what] as number),
      targets[what],
    )
  return [
    figureOf(`${which === 'python' ? 'Python' : 'Node'} itself starts and ends`, 'ms', bares),
    figure('firstMs', 'the first worker of a new host starts and answers', 'ms', starts),
    figure('startMs', 'a worker starts and gives its first answer', 'ms', starts),
    figure('medianUs', 'a warm call there and back, median', 'us'),
    figure('p99Us', 'a warm call there and back, p99', 'us'),
    figure('aSecond', 'calls through the pool', 'calls/s'),
  ]
}

/** ms of the program that a worker runs in, with nothing to do. */
function bare(which: Kinds): number {
  const from = performance.now()
  if (which === 'python') spawnSync('python3', ['-c', '0'])
  else spawnSync(process.execPath, ['-e', '0'])
  return performance.now() - from
}

/** Steps of a loop whose passes run one code each, journaled as always. */
async function loop(concurrency: number): Promise<number> {
  const host = await openBenchHost()
  try {
    const flow = flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'each' } },
      {
        id: 'each',
        type: 'control/for-each',
        config: { list: '{{ input }}', concurrency },
        to: { each: 'code' },
      },
      { id: 'code', type: 'data/code', config: { code: 'return input + 1' } },
    ])
    const version = await host.version(flow)
    await version.run(Array.from({ length: 1000 }, (_, n) => n))
    const { ms } = await version.run(Array.from({ length: PASSES }, (_, n) => n))
    return (PASSES * 1000) / ms
  } finally {
    await host.close()
  }
}

async function all(): Promise<void> {
  keep('workers', [
    ...(await figuresOf('code', {
      startMs: { atMost: 60 },
      medianUs: { atMost: 100 },
      aSecond: { atLeast: 10_000 },
    })),
    await measure('a loop of code steps, one at a time', 'passes/s', TIMES, () => loop(1)),
    await measure('a loop of code steps, 64 at a time', 'passes/s', TIMES, () => loop(64)),
    ...(await figuresOf('javascript', { startMs: { atMost: 60 } })),
    ...(hasPython ? await figuresOf('python', { aSecond: { atLeast: 10_000 } }) : []),
  ])
}

if (isFresh)
  await answerOrder<{ which: Kinds; what: 'start' | 'calls' }>((order) =>
    order.what === 'start' ? start(order) : once(order),
  )
else await all()
