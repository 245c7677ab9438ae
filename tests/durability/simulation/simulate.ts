import { isDeepStrictEqual } from 'node:util'
import { checkCatalogOf } from '#shared/block'
import type { Evaluator } from '#shared/expression'
import { checkFlow, type Json } from '#shared/flow'
import type { Account } from './account.ts'
import { chanceOf } from './chance.ts'
import { type Crash, childOfPlan, flowOfPlan, nodesOf, type Plan } from './plan.ts'
import { simCatalog } from './sim-blocks.ts'
import { accountOnDisk, live, type Machine } from './sim-host.ts'
import { SimDisk } from './sim-journal.ts'
import { type Given, SimWorld } from './sim-world.ts'

/** What was found out about one plan. */
export type Simulated = {
  entries: number
  /** machines that were run */
  machines: number
  /** crashes after the run began and before it was over */
  crashes: number
  /** crashes that left something a person had to say about */
  asked: number
  status: string
}

/** How a run ended, as far as it must be the same after any crash. */
type Ending = {
  status: string
  output: Json | undefined
  error: { code: string; message: string } | undefined
  kept: Json
  /** what blocks remember */
  states: Json
  /** how each run ended that it called */
  called: string[]
  steps: number
}

type Played = {
  ending: Ending
  account: Account
  entries: number
  calls: ReadonlyMap<string, number>
  /** attempts that a crash may have cost: keys with how many of them */
  cut: ReadonlyMap<string, number>
  given: ReadonlyMap<string, Given>
  asked: number
  crashes: number
}

/** Crashes tried at every entry of journals up to this long; of longer ones at so many. */
const MOST_POINTS = 32

/**
 * Runs a plan without a crash, then with one at every journal boundary, then with several one after another.
 * @throws Error that says which crashes and what differs
 */
export async function simulate(
  plan: Plan,
  evaluator: Evaluator,
  mostPoints = MOST_POINTS,
): Promise<Simulated> {
  checkPlan(plan)
  const chance = chanceOf('crashes', plan.seed)
  const whole = await playOut(plan, evaluator, [])
  checkWhole(whole)
  const found: Simulated = {
    entries: whole.entries,
    machines: 1,
    crashes: 0,
    asked: 0,
    status: whole.ending.status,
  }
  for (const crashes of crashesFor(whole.entries, chance, mostPoints)) {
    try {
      const crashed = await playOut(plan, evaluator, crashes)
      found.machines++
      found.crashes += crashed.crashes
      found.asked += crashed.asked
      if (crashed.account.state.order) await compare(plan, evaluator, whole, crashed)
    } catch (thrown) {
      throw new Error(`crashes ${JSON.stringify(crashes)}: ${(thrown as Error).message}`, { cause: thrown })
    }
  }
  return found
}

function checkPlan(plan: Plan): void {
  const problems = [flowOfPlan(plan), childOfPlan(plan)]
    .flatMap((flow) => checkFlow(flow, checkCatalogOf(simCatalog)))
    .filter(({ severity }) => severity !== 'warning')
  if (problems.length > 0) throw new Error(`the flow has problems: ${problems[0]?.message}`)
}

/** One crash at each boundary, each way in turn; then two and three, the later ones while the run is taken up. */
function* crashesFor(entries: number, chance: ReturnType<typeof chanceOf>, most: number): Generator<Crash[]> {
  const ways = ['lost', 'before', 'after'] as const
  const first = chance.between(0, 2)
  const all = Array.from({ length: entries }, (_, i) => i + 1)
  const points = entries <= most ? all : Array.from({ length: most }, () => chance.between(1, entries))
  for (const at of points) yield [{ at, left: ways[(at + first) % 3] as Crash['left'] }]
  if (chance.often(0.5))
    for (let i = 0; i < 4; i++)
      yield [
        { at: chance.between(2, entries), left: chance.pick(ways) },
        ...Array.from({ length: chance.between(1, 2) }, () => ({
          at: chance.between(1, 4),
          left: chance.pick(ways),
        })),
      ]
}

/** Runs a plan on machines that die as told, each time another on what was on disk, until the run is over. */
async function playOut(
  plan: Plan,
  evaluator: Evaluator,
  crashes: readonly Crash[],
  given: ReadonlyMap<string, Given> = new Map(),
): Promise<Played> {
  const world = new SimWorld(plan, given)
  const machine: Machine = {
    plan,
    document: flowOfPlan(plan),
    child: childOfPlan(plan),
    disk: new SimDisk(plan.refused),
    world,
    evaluator,
    time: Date.UTC(2026, 10, 23, 12),
    turns: 0,
    lives: 0,
    answers: new Map(),
    runId: 'run_sim',
  }
  machine.disk.kept.set('flw_sim', { kept: 3 })
  const cut = new Map<string, number>()
  let hits = 0
  let asked = 0
  for (const crash of [...crashes, null]) {
    const { died } = await live(machine, crash)
    const account = accountOnDisk(machine)
    if (!died) break
    if (!account) {
      forgetOrder(world)
      continue
    }
    forgetLooks(machine.world, account)
    checkCalls(machine, account)
    const { status, startedAt } = account.state
    if (startedAt > 0 && !isEnd(status)) hits++
    if (account.underWay.size > 0) asked++
    for (const key of cutBy(machine, account)) cut.set(key, (cut.get(key) ?? 0) + 1)
  }
  const account = accountOnDisk(machine)
  if (!account) throw new Error('no run is left')
  checkCalls(machine, account)
  const { status, output, error, steps } = account.state
  const entries = [...machine.disk.runs.values()].reduce((sum, run) => sum + run.entries.length, 0)
  return {
    ending: {
      status,
      output,
      error: error && { code: error.code, message: error.message },
      kept: ['flw_sim', 'flw_child'].map((id) => machine.disk.kept.get(id) ?? {}),
      states: [...machine.disk.states].map(([owner, held]) => [owner, ...[...held].flat()]).sort(),
      called: [...machine.disk.runs].map(([id, { row }]) => `${id} ${row.status} ${row.steps}`),
      steps,
    },
    account,
    entries,
    calls: count(world.effects.map(({ key }) => key)),
    cut,
    given: new Map([...machine.answers].filter((one): one is [string, Given] => one[1].do !== 'retry')),
    asked,
    crashes: hits,
  }
}

/** The order itself was lost: nobody was promised anything, and it is given anew. */
function forgetOrder(world: SimWorld): void {
  const written = world.effects.find(({ writes }) => writes)
  if (written) throw new Error(`${written.key} changed the world, and no run is on disk`)
  world.effects.length = 0
}

/** A look at the world leaves no trace there; where none is in the journal either, there was none. */
function forgetLooks({ effects }: SimWorld, { starts }: Account): void {
  const calls = new Map<string, number>()
  const seen = effects.filter(({ key, writes }) => {
    const call = (calls.get(key) ?? 0) + 1
    calls.set(key, call)
    return writes || call <= (starts.get(key) ?? 0)
  })
  effects.splice(0, effects.length, ...seen)
}

const isEnd = (status: string) => ['succeeded', 'failed', 'cancelled'].includes(status)

/** Steps that this life began and whose results are not on disk: the next may begin them once more. */
function cutBy({ world, lives }: Machine, account: Account): Set<string> {
  const calls = count(world.effects.map(({ key }) => key))
  return new Set(
    world.effects
      .filter(
        ({ key, life }) => life === lives - 1 && (calls.get(key) ?? 0) > (account.results.get(key) ?? 0),
      )
      .map(({ key }) => key),
  )
}

function count(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** What holds in every life: nothing is written whose start is not on disk, and nothing twice without a word. */
function checkCalls({ world, document, child }: Machine, account: Account): void {
  const unsafe = new Map(
    [...document.blocks, ...child.blocks].map((block) => [
      block.id,
      !block.options?.again && !isSafe(block.type, block.config),
    ]),
  )
  const calls = count(world.effects.filter(({ writes }) => writes).map(({ key }) => key))
  for (const [key, called] of calls) {
    const started = account.starts.get(key) ?? 0
    if (called > started)
      throw new Error(`${key} changed the world ${called} times, and its journal knows of ${started}`)
    const block = key.split(':')[1] ?? ''
    if (!unsafe.get(block)) continue
    const mayBe =
      (account.results.get(key) ?? 0) + (account.open.has(key) ? 1 : 0) + (account.retries.get(key) ?? 0)
    if (called > mayBe) throw new Error(`${key} was done ${called} times, ${mayBe} with a word`)
  }
}

const isSafe = (type: string, config: Record<string, unknown>) =>
  ['sim/act-safely', 'sim/remember', 'say/log', 'say/say'].includes(type) ||
  (type === 'files/write' && (config.ifExists ?? 'replace') === 'replace') ||
  (type === 'web/request' && config.honoursKey === true)

/** Without a crash every attempt is made once, under the key its journal gives it. */
function checkWhole({ calls, account, ending }: Played): void {
  if (!isEnd(ending.status)) throw new Error(`it ended as ${ending.status}`)
  for (const [key, called] of calls) {
    const started = account.starts.get(key) ?? 0
    if (called !== started) throw new Error(`${key} was called ${called} times and started ${started} times`)
  }
}

/** After crashes all is as it was without them, but for attempts that a crash cut. */
async function compare(plan: Plan, evaluator: Evaluator, whole: Played, crashed: Played): Promise<void> {
  if (!isEnd(crashed.ending.status)) throw new Error(`it ended as ${crashed.ending.status}`)
  if (plan.kind === 'racy') return
  // a person's answer is as good as a result: the same flow with that result must end in the same way
  const as = crashed.given.size > 0 ? await playOut(plan, evaluator, [], crashed.given) : whole
  if (!isDeepStrictEqual(as.ending, crashed.ending))
    throw new Error(
      `it ended with ${JSON.stringify(crashed.ending)}, without crashes with ${JSON.stringify(as.ending)}`,
    )
  const holds = new Set([...nodesOf(plan)].filter(({ hold }) => hold).map(({ id }) => id))
  for (const key of new Set([...as.calls.keys(), ...crashed.calls.keys()])) {
    if (crashed.given.has(key) || holds.has(key.split(':')[1] ?? '')) continue
    const should = as.calls.get(key) ?? 0
    const did = crashed.calls.get(key) ?? 0
    if (should === 0) throw new Error(`${key} is a step that there is not without a crash`)
    if (did < should) throw new Error(`${key} was done ${did} times, without crashes ${should} times`)
    const most = should + (crashed.cut.get(key) ?? 0)
    if (did > most)
      throw new Error(`${key} was done ${did} times; with what the crashes cut, ${most} would do`)
  }
}
