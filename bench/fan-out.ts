/**
 * One output that leads to many blocks, and a join that brings them together again: what a branch costs.
 * node bench/fan-out.ts
 */
import { type Figure, keep, measure } from './measure.ts'
import { fanOut } from './support/bench-flows.ts'
import { openBenchHost } from './support/bench-host.ts'

const TIMES = 5

const host = await openBenchHost()
const figures: Figure[] = []
for (const width of [100, 1000, 10_000]) {
  const flow = await host.version(fanOut(width))
  const runs = Math.max(1, 10_000 / width)
  for (let i = 0; i < runs + 1; i++) await flow.run()
  const branch = async () => {
    let ms = 0
    for (let i = 0; i < runs; i++) ms += (await flow.run()).ms
    return (ms * 1000) / (runs * width)
  }
  figures.push(
    await measure(
      `fan-out and join of ${width.toLocaleString('en')} branches: a branch`,
      'us',
      TIMES,
      branch,
    ),
  )
}
await host.close()
keep('fan-out', figures)
