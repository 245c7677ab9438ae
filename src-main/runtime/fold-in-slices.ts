import { type RunEvent, type RunState, transition } from '#shared/run'
import type { Clock, Journal } from './ports.ts'

/** ms of folding before others get their turn */
const SLICE = 8

/**
 * Folds what a journal holds beyond a state, for people who look at a run: as long as it may be, nobody else waits.
 * @param folded told after each piece, before others get their turn
 */
export async function foldInSlices(
  state: RunState,
  journal: Pick<Journal, 'walk'>,
  runId: string,
  { monotonic }: Pick<Clock, 'monotonic'>,
  folded: () => void = () => {},
): Promise<void> {
  let since = monotonic()
  for (const entries of journal.walk(runId, state.seq)) {
    for (const entry of entries) transition(state, entry as RunEvent)
    folded()
    if (monotonic() - since < SLICE) continue
    await new Promise<void>((resolve) => setImmediate(resolve))
    since = monotonic()
  }
}

/** Folds the rest at once, and at the end is where the journal is in this very turn. */
export function foldNow(state: RunState, journal: Pick<Journal, 'walk'>, runId: string): void {
  for (const entries of journal.walk(runId, state.seq))
    for (const entry of entries) transition(state, entry as RunEvent)
}
