/**
 * A page of the steps of a run of 100,000 passes, as the API gives it: the first one, the last one when nobody has
 * looked yet, and the next one for somebody who turns pages; and how late the event loop was meanwhile.
 * node bench/steps-page.ts
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { figureOf, keep } from './measure.ts'
import { repeatLoop } from './support/bench-flows.ts'
import { openBenchHost } from './support/bench-host.ts'

const TIMES = 5
const STEPS = 100_000
const PAGE = 500

const host = await openBenchHost()
const client = host.blockloom.client('command')
const flow = await host.version(repeatLoop(STEPS))

async function pageFrom(id: string, after: number): Promise<number> {
  const from = performance.now()
  const { items } = await client.runs.steps({ id, after: String(after), limit: PAGE })
  const ms = performance.now() - from
  if (items.length !== PAGE || items[0]?.seq !== after + 1) throw new Error(`not the page after ${after}`)
  return ms
}

const first: number[] = []
const last: number[] = []
const turned: number[] = []
const late: number[] = []
for (let i = 0; i < TIMES; i++) {
  const { row } = await flow.run()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  last.push(await pageFrom(row.id, STEPS - 2 * PAGE))
  turned.push(await pageFrom(row.id, STEPS - PAGE))
  first.push(await pageFrom(row.id, 0))
  delay.disable()
  late.push(delay.max / 1e6)
}
await host.close()
const name = `steps of a run of ${STEPS.toLocaleString('en')}, a page of ${PAGE}`
keep('steps-page', [
  figureOf(`${name}: at the end, the first time`, 'ms', last),
  figureOf(`${name}: the next one`, 'ms', turned),
  figureOf(`${name}: at the beginning, the first time`, 'ms', first),
  figureOf(`${name}: longest delay of the event loop`, 'ms', late),
])
