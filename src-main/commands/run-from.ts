import type { Client } from '#shared/contract'
import { AppError } from '#shared/error'
import { isOver, type RunSummary } from '#shared/run'

/** Runs that are looked through for one that came to the block. */
const NEWEST_RUNS = 50

type Changes = Omit<Parameters<Client['runs']['retry']>[0], 'id' | 'from' | 'version'>

/**
 * Runs a flow as it now stands from one block on, with what its newest run that came there had.
 * @throws AppError `run.block-not-reached`, those of a retry
 */
export async function runFrom(
  client: Client,
  flow: string,
  block: string,
  changes: Changes,
): Promise<RunSummary> {
  const { items } = await client.runs.list({ flow, limit: NEWEST_RUNS })
  await client.flows.saveVersion({ id: flow })
  for (const { id, status } of items) {
    if (!isOver(status)) continue
    try {
      return await client.runs.retry({ id, from: { block }, version: 'newest', ...changes })
    } catch (error) {
      if (!(error instanceof AppError) || !TRY_OLDER.has(error.code)) throw error
    }
  }
  throw new AppError({
    code: 'run.block-not-reached',
    message: `None of the last ${NEWEST_RUNS} runs of this flow came through "${block}".`,
    fix: 'Run the flow once from its start, or check the name of the block.',
  })
}

const TRY_OLDER = new Set(['run.block-not-reached', 'run.no-such-block', 'run.pruned'])

export const fromNeedsFlow = (file: string): AppError =>
  new AppError({
    code: 'command.wrong-use',
    message: `${file} is a file, and --from goes on from an earlier run of a kept flow.`,
    fix: `Keep it with: blockloom flows import ${file}`,
  })
