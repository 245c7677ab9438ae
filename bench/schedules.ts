/**
 * Schedules of the built program: 1,000 that are due in the same second, from due to started; then what 10,000 of them
 * cost in memory beside a host with none.
 * node bench/schedules.ts  (after: npm run build)
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { RunSummary } from '#shared/run'
import { type Figure, figureOf, keep } from './measure.ts'
import { schedulesFlow } from './support/bench-flows.ts'
import { type ServedHost, serveBuilt } from './support/served-host.ts'

const ROUNDS = 3
const AT_ONCE = 1000
const MANY = 10_000
/** hats in one flow: a flow of every hat would be larger than a flow may be */
const IN_A_FLOW = 1000
const SETTLE_MS = 15_000
/** ms until they are due: all are switched on by then */
const AHEAD_MS = 15_000

const figures: Figure[] = []

/** A minute and second of the hour, as cron has it. */
function cronAt(time: number): string {
  const at = new Date(time)
  return `${at.getUTCSeconds()} ${at.getUTCMinutes()} * * * *`
}

async function runsOf(host: ServedHost, flow: string, wanted: number): Promise<RunSummary[]> {
  for (;;) {
    const found: RunSummary[] = []
    for (let after = ''; ; ) {
      const page = await host.get<{ items: RunSummary[]; next: string | null }>(
        `/runs?flow=${flow}&limit=500${after}`,
      )
      found.push(...page.items)
      if (page.next === null) break
      after = `&after=${page.next}`
    }
    if (found.filter(({ startedAt }) => startedAt !== null).length >= wanted) return found
    await pause(500)
  }
}

const rounds: Record<'median' | 'p99' | 'max', number[]> = { median: [], p99: [], max: [] }
for (let round = 0; round < ROUNDS; round++) {
  const host = await serveBuilt()
  const due = Math.ceil(Date.now() / 1000) * 1000 + AHEAD_MS
  const flow = await host.switchOn(schedulesFlow(AT_ONCE, () => cronAt(due)))
  await pause(due - Date.now() + 2000)
  const late = (await runsOf(host, flow, AT_ONCE))
    .map(({ startedAt }) => (startedAt ?? Number.NaN) - due)
    .sort((a, b) => a - b)
  if (late.length !== AT_ONCE) throw new Error(`${late.length} runs of ${AT_ONCE} schedules`)
  rounds.median.push(late[AT_ONCE / 2] as number)
  rounds.p99.push(late[Math.floor(AT_ONCE * 0.99)] as number)
  rounds.max.push(late.at(-1) as number)
  await host.stop()
}
figures.push(
  figureOf('1,000 schedules due in the same second, from due to started, median', 'ms', rounds.median),
  figureOf('the same, 99 of 100 within', 'ms', rounds.p99),
  figureOf('the same, the last', 'ms', rounds.max),
)

/** MB of a settled host with so many schedules, none of them due soon. */
async function memoryWith(count: number): Promise<number> {
  const host = await serveBuilt()
  const hour = (new Date().getUTCHours() + 12) % 24
  for (let flow = 0; flow < count / IN_A_FLOW; flow++)
    await host.switchOn(
      schedulesFlow(IN_A_FLOW, (i) => `${i % 60} ${Math.floor(i / 60) % 60} ${hour} * * ${flow % 7}`),
    )
  await pause(SETTLE_MS)
  const { nowMb } = host.memory()
  await host.stop()
  return nowMb
}
const costs: number[] = []
for (let round = 0; round < ROUNDS; round++) costs.push((await memoryWith(MANY)) - (await memoryWith(0)))
figures.push(figureOf('memory of 10,000 schedules, beside a host with none', 'MB', costs, { atMost: 50 }))
keep('schedules', figures)
