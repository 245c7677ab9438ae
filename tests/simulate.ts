// `npm run simulate -- --seeds 5000 --from 1`: the simulator of tests/durability, as many seeds as wanted;
// with `--triggers` that of what starts runs.
import { parseArgs } from 'node:util'
import { runHistories } from './durability/firing/run-histories.ts'
import { runSeeds } from './durability/simulation/run-seeds.ts'
import { openEvaluator } from './support/open-evaluator.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    triggers: { type: 'boolean', default: false },
  },
})
const [seeds, from] = [Number(values.seeds), Number(values.from)]
if (!Number.isSafeInteger(seeds) || seeds < 1 || !Number.isSafeInteger(from)) {
  console.error('Say how many, and from which: npm run simulate -- --seeds 200 --from 1')
  process.exit(2)
}

const began = performance.now()
if (values.triggers) {
  const { failures, afterCommit, withLostWrites, whileTakingUp } = await runHistories(from, seeds)
  for (const failure of failures) console.log(failure)
  console.log(
    `${seeds} histories from ${from}: ${failures.length} failed; hosts died ${afterCommit} times after a commit, ` +
      `${withLostWrites} with lost writes, ${whileTakingUp} while taking up; ` +
      `${((performance.now() - began) / 1000).toFixed(1)} s`,
  )
  process.exit(failures.length > 0 ? 1 : 0)
}
const evaluator = await openEvaluator({ deadline: () => 0 })
let said = 0
const totals = await runSeeds(from, seeds, evaluator, ({ seeds: done, failures }) => {
  for (; said < failures.length; said++) console.log(failures[said])
  if (done % 500 === 0 && done < seeds)
    console.error(`${done} of ${seeds}, ${Math.round((performance.now() - began) / 1000)} s`)
})
evaluator.dispose()
const { machines, crashes, asked, entries, byStatus, failures } = totals
const ends = Object.entries(byStatus).map(([status, count]) => `${count} ${status}`)
console.log(
  `${seeds} seeds from ${from}: ${failures.length} failed; ${ends.join(', ')}; ${entries} journal entries; ` +
    `${machines} machines, ${crashes} crashes in mid-run, ${asked} with steps under way; ` +
    `${((performance.now() - began) / 1000).toFixed(1)} s`,
)
process.exit(failures.length > 0 ? 1 : 0)
