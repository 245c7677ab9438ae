import type { Client } from '#shared/contract'
import type { StepView } from '#shared/run'
import type { StepThrough } from './step-through.ts'

/**
 * Lets a person step through the runs that these steps called as well: each is a run of its own, with stops of
 * its own. `known`: ids of those that are followed already.
 */
export function followCalls(
  client: Client,
  steps: readonly StepView[],
  through: StepThrough,
  known: Set<string>,
): void {
  for (const { child } of steps) {
    if (child === undefined || known.has(child)) continue
    known.add(child)
    // how it ended is told by the run that called it
    followCall(client, child, through, known).catch(() => {})
  }
}

async function followCall(
  client: Client,
  id: string,
  through: StepThrough,
  known: Set<string>,
): Promise<void> {
  for await (const news of await client.runs.watch({ id })) {
    followCalls(client, news.steps, through, known)
    await through.at(news.run)
    if (news.done) return
  }
}
