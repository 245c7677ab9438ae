/**
 * How late the event loop of the built program is while a loop of 1,000,000 passes runs in it: alone, and while a
 * client follows the run live. Every figure has the probe's own resolution of 1 ms in it, as the idle loop shows.
 * Between two samples lies one turn of the loop, so a percentile is one of turns.
 * node bench/delay.ts  (after: npm run build)
 */
import { type Figure, figureOf, keep } from './measure.ts'
import { repeatLoop } from './support/bench-flows.ts'
import { follow } from './support/follower.ts'
import { type LoopDelay, type ServedHost, serveBuilt } from './support/served-host.ts'

const TIMES = 3
const PASSES = 1_000_000
const IDLE_MS = 3000

const idle = () => new Promise<void>((resolve) => setTimeout(resolve, IDLE_MS))

async function alone(host: ServedHost, flow: string): Promise<void> {
  await host.run(flow)
}

async function followed(host: ServedHost, flow: string): Promise<void> {
  const run = await host.start(flow)
  const { batches, status } = await follow({ url: host.url, token: host.token, run })
  if (status !== 'succeeded' || batches < 10) throw new Error(`${status} after ${batches} batches`)
}

async function delayOf(work: (host: ServedHost, flow: string) => Promise<void>): Promise<LoopDelay> {
  const host = await serveBuilt({ probed: true })
  try {
    const flow = await host.keep(repeatLoop(PASSES))
    await host.beginDelay()
    await work(host, flow)
    return await host.endDelay()
  } finally {
    await host.stop()
  }
}

async function figures(name: string, work: Parameters<typeof delayOf>[0], held: boolean): Promise<Figure[]> {
  const delays: LoopDelay[] = []
  for (let i = 0; i < TIMES; i++) delays.push(await delayOf(work))
  const figure = (what: 'p50' | 'p99' | 'max') =>
    figureOf(
      `event loop, ${name}: ${what}`,
      'ms',
      delays.map((one) => one[what]),
      held && what === 'p99' ? { atMost: 16 } : undefined,
    )
  return [figure('p50'), figure('p99'), figure('max')]
}

const passes = PASSES.toLocaleString('en')
keep('delay', [
  ...(await figures('idle', idle, false)),
  ...(await figures(`loop of ${passes} passes`, alone, true)),
  ...(await figures(`loop of ${passes} passes and a client that follows it`, followed, true)),
])
