import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Evaluator } from '#shared/expression'
import { formatFlow } from '#shared/flow'
import { makePlan } from './make-plan.ts'
import { flowOfPlan, type Plan } from './plan.ts'
import { shrink } from './shrink.ts'
import { type Simulated, simulate } from './simulate.ts'

export type Totals = Pick<Simulated, 'entries' | 'machines' | 'crashes' | 'asked'> & {
  seeds: number
  byStatus: Record<string, number>
  /** one text a failing seed: what was wrong, the line that shows it again, the file of its flow made small */
  failures: string[]
}

const SHRINK_MS = 20_000

/** Simulates seeds one after another. */
export async function runSeeds(
  from: number,
  count: number,
  evaluator: Evaluator,
  told: (totals: Totals) => void = () => {},
): Promise<Totals> {
  const totals: Totals = {
    seeds: 0,
    entries: 0,
    machines: 0,
    crashes: 0,
    asked: 0,
    byStatus: {},
    failures: [],
  }
  for (let seed = from; seed < from + count; seed++) {
    const plan = makePlan(seed)
    try {
      add(totals, await simulate(plan, evaluator))
    } catch (thrown) {
      totals.failures.push(await sayFailure(plan, thrown, evaluator))
    }
    totals.seeds++
    told(totals)
  }
  return totals
}

function add(totals: Totals, { entries, machines, crashes, asked, status }: Simulated): void {
  totals.entries += entries
  totals.machines += machines
  totals.crashes += crashes
  totals.asked += asked
  totals.byStatus[status] = (totals.byStatus[status] ?? 0) + 1
}

async function sayFailure(plan: Plan, thrown: unknown, evaluator: Evaluator): Promise<string> {
  const fails = (smaller: Plan) =>
    simulate(smaller, evaluator).then(
      () => false,
      (error) => !String(error.message).startsWith('the flow has problems'),
    )
  const small = await shrink(plan, fails, performance.now() + SHRINK_MS)
  const folder = join(tmpdir(), 'blockloom-simulation')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `seed-${plan.seed}.flow.json`)
  writeFileSync(file, formatFlow(flowOfPlan(small)))
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return [
    `seed ${plan.seed} (${plan.kind}): ${message.slice(0, 2000)}`,
    `  again: npm run simulate -- --seeds 1 --from ${plan.seed}`,
    `  its flow, made small: ${file}`,
  ].join('\n')
}
