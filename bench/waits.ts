/**
 * 10,000 pointers asleep at once in the built program: what they weigh, and how late the run is that waits for all.
 * node bench/waits.ts  (after: npm run build)
 */
import { figureOf, keep } from './measure.ts'
import { sleepers } from './support/bench-flows.ts'
import { serveBuilt } from './support/served-host.ts'

const TIMES = 3
const WAIT_MS = 4000
const COUNT = 10_000

const late: number[] = []
const weight: number[] = []
const delay: number[] = []
for (let i = 0; i < TIMES; i++) {
  const host = await serveBuilt({ probed: true })
  const id = await host.keep(sleepers(COUNT, `${WAIT_MS}ms`))
  await host.run(await host.keep(sleepers(10, '1ms')))
  const { nowMb: before } = host.memory()
  await host.beginDelay()
  const run = host.run(id)
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS / 2))
  weight.push(host.memory().nowMb - before)
  late.push((await run).ms - WAIT_MS)
  delay.push((await host.endDelay()).max)
  await host.stop()
}
const name = `${COUNT.toLocaleString('en')} pointers asleep`
keep('waits', [
  figureOf(`${name}: time of the run beyond the wait`, 'ms', late),
  figureOf(`${name}: memory`, 'MB', weight),
  figureOf(`${name}: longest delay of the event loop`, 'ms', delay),
])
