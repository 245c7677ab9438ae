import { AppError } from '#shared/error'
import { isOver } from '#shared/run'
import type { Clock, Journal, RunRow } from './ports.ts'
import { notFound } from './run-errors.ts'

/**
 * Cancels a run that no host has taken up: its journal says so, and none will.
 * @returns its row as it is then; nothing when it was over already
 * @throws AppError `run.not-found`
 */
export function cancelLeft(ports: { journal: Journal; clock: Clock }, id: string): RunRow | undefined {
  const { journal, clock } = ports
  const row = journal.get(id)
  if (!row) throw notFound(id)
  if (isOver(row.status)) return undefined
  const at = clock.now()
  const seq = countEvents(journal, id)
  // a damaged history takes no more events; what the row says keeps every host from the run
  if (seq !== null) journal.append(id, [{ seq, at, kind: 'cancelled' }])
  const change = { status: 'cancelled', endedAt: at } as const
  journal.changeRun(id, change)
  return { ...row, ...change }
}

/** Null: they cannot be read. */
function countEvents(journal: Journal, id: string): number | null {
  try {
    let count = 0
    for (const piece of journal.walk(id)) count += piece.length
    return count
  } catch (damaged) {
    if (damaged instanceof AppError) return null
    throw damaged
  }
}
