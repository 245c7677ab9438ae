/**
 * Passes of a loop, each with an expression, each step journaled: a loop one can see into, and a link back.
 * What a pass costs, in a process that is warm; then the first run of the built program, and the most memory it held.
 * node bench/loop.ts  (after: npm run build)
 */
import { type Figure, figureOf, keep } from './measure.ts'
import { backLinkLoop, repeatLoop } from './support/bench-flows.ts'
import { openBenchHost } from './support/bench-host.ts'
import { answerOrder, isFresh, rounds } from './support/fresh-process.ts'
import { serveBuilt } from './support/served-host.ts'

const ROUNDS = 3
const PASSES = [1000, 10_000, 100_000, 1_000_000]
const LOOPS = { repeat: repeatLoop, 'link back': backLinkLoop }
type Loop = keyof typeof LOOPS
type Order = { loop: Loop; passes: number }
type Cost = { wall: number; processor: number }

/** us a pass; short loops several times, so that the clock and the one sync at the end weigh little. */
async function costOfPass({ loop, passes }: Order): Promise<Cost> {
  const host = await openBenchHost()
  const warmUp = await host.version(LOOPS[loop](20_000))
  for (let i = 0; i < 3; i++) await warmUp.run()
  const flow = await host.version(LOOPS[loop](passes))
  await flow.run()
  const runs = Math.max(1, 50_000 / passes)
  const before = process.cpuUsage()
  let wall = 0
  for (let i = 0; i < runs; i++) wall += (await flow.run()).ms * 1000
  const { user, system } = process.cpuUsage(before)
  await host.close()
  return { wall: wall / (runs * passes), processor: (user + system) / (runs * passes) }
}

async function warmFigures(loop: Loop, passes: number): Promise<Figure[]> {
  const costs = await rounds<Cost>(ROUNDS, import.meta.filename, { loop, passes })
  const name = `${nameOf(loop, passes)}: a pass`
  return [
    figureOf(
      name,
      'us',
      costs.map(({ wall }) => wall),
    ),
    figureOf(
      `${name}, processor`,
      'us',
      costs.map(({ processor }) => processor),
    ),
  ]
}

/** The first thing a fresh `blockloom serve` is asked for. */
async function builtFigures(loop: Loop, passes: number): Promise<Figure[]> {
  const rates: number[] = []
  const memory: number[] = []
  for (let i = 0; i < ROUNDS; i++) {
    const host = await serveBuilt()
    const { ms } = await host.run(await host.keep(LOOPS[loop](passes)))
    rates.push((passes / ms) * 1000)
    memory.push(host.memory().peakMb)
    await host.stop()
  }
  const name = `${nameOf(loop, passes)}, first run of the built program`
  return [
    figureOf(name, 'passes/s', rates, passes >= 100_000 ? { atLeast: 100_000 } : undefined),
    figureOf(`${name}: most memory`, 'MB', memory, { atMost: 250 }),
  ]
}

const nameOf = (loop: Loop, passes: number) => `loop of ${passes.toLocaleString('en')} passes, ${loop}`

if (isFresh) await answerOrder(costOfPass)
else {
  const all: Figure[] = []
  for (const loop of Object.keys(LOOPS) as Loop[]) {
    for (const passes of PASSES) all.push(...(await warmFigures(loop, passes)))
    for (const passes of PASSES) all.push(...(await builtFigures(loop, passes)))
  }
  keep('loop', all)
}
