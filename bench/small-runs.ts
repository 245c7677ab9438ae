/**
 * What a webhook's answer will wait for: runs of three blocks, each over when it is on disk, one after the other and
 * with 32 always on their way.
 * node bench/small-runs.ts
 */
import type { FlowDocument } from '#shared/flow'
import { flowOf } from '../tests/support/flow-of.ts'
import { keep, measure } from './measure.ts'
import { openBenchHost } from './support/bench-host.ts'

const TIMES = 5

const small: FlowDocument = flowOf(
  [
    { id: 'start', type: 'start/manual', to: { next: 'set' } },
    {
      id: 'set',
      type: 'data/set-fields',
      config: { fields: { x: '{{ input.n }}' }, keep: true },
      to: { next: 'end' },
    },
    { id: 'end', type: 'control/return', config: { value: '{{ input }}' } },
  ],
  { settings: { overlap: 'parallel', concurrency: 32 } },
)

const host = await openBenchHost()
const flow = await host.version(small)

/** Runs a second, so many of them in so many lanes. */
async function rate(runs: number, lanes: number): Promise<number> {
  let left = runs
  const lane = async () => {
    while (left-- > 0) await flow.run()
  }
  const from = performance.now()
  await Promise.all(Array.from({ length: lanes }, lane))
  return (runs / (performance.now() - from)) * 1000
}

await rate(5000, 32)
const figures = [
  await measure('runs of 3 blocks, 1 at a time', 'runs/s', TIMES, () => rate(1000, 1)),
  await measure('runs of 3 blocks, 32 at once', 'runs/s', TIMES, () => rate(10_000, 32)),
]
await host.close()
keep('small-runs', figures)
