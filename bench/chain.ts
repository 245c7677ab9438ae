/**
 * Chains of blocks that each set a field, every step journaled, a run over when it is on disk: the first run of a
 * fresh process, ten after it, and ten of a process that has worked for a while.
 * node bench/chain.ts
 */
import { type Figure, figureOf, keep } from './measure.ts'
import { chain } from './support/bench-flows.ts'
import { openBenchHost } from './support/bench-host.ts'
import { answerOrder, isFresh, rounds } from './support/fresh-process.ts'

const ROUNDS = 3
type Order = { length: number }
type Times = { first: number; warm: number[]; hot: number[] }

async function runChain({ length }: Order): Promise<Times> {
  const host = await openBenchHost()
  const flow = await host.version(chain(length))
  const run = async () => (await flow.run()).ms
  const ten = async () => {
    const times: number[] = []
    for (let i = 0; i < 10; i++) times.push(await run())
    return times
  }
  const first = await run()
  const warm = await ten()
  for (let steps = 0; steps < 300_000; steps += length) await run()
  const hot = await ten()
  await host.close()
  return { first, warm, hot }
}

async function figures(length: number): Promise<Figure[]> {
  const times = await rounds<Times>(ROUNDS, import.meta.filename, { length })
  const name = `chain of ${length.toLocaleString('en')} blocks`
  const rates = (all: number[]) => all.map((ms) => (length / ms) * 1000)
  return [
    figureOf(
      `${name}, first run`,
      'ms',
      times.map(({ first }) => first),
    ),
    figureOf(`${name}, ten runs after it`, 'steps/s', rates(times.flatMap(({ warm }) => warm))),
    figureOf(`${name}, after 300,000 steps`, 'steps/s', rates(times.flatMap(({ hot }) => hot))),
  ]
}

if (isFresh) await answerOrder(runChain)
else keep('chain', [...(await figures(100)), ...(await figures(1000)), ...(await figures(10_000))])
