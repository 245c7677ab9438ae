import type Database from 'better-sqlite3'
import type { Clock } from '../runtime/ports.ts'
import { createDeletedPruner } from './prune-deleted.ts'
import { createRunPruner } from './prune-runs.ts'

/**
 * When old runs lose their steps and deleted flows go for good: soon after the start, and a while after commits, in slices of a few ms with
 * pauses between them. A slice that found nothing to do commits nothing.
 */
export type Pruning = {
  /** after every commit of the journal */
  committed(): void
  stop(): void
}

const FIRST_MS = 5000
const EVERY_MS = 60_000
const SLICE_MS = 2
const PAUSE_MS = 20

export type PruningListener = {
  /** after each commit of a slice */
  wrote(): void
  /** a run is about to lose its steps */
  pruned(runId: string): void
  /** nothing is left of a flow that was deleted long ago */
  flowGone(flowId: string): void
}

export function createPruning(
  database: Database.Database,
  clock: Clock,
  { wrote, pruned, flowGone }: PruningListener,
): Pruning {
  const runs = createRunPruner(database)
  const deleted = createDeletedPruner(database)
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  let cancel: (() => void) | null = null
  let stopped = false

  const after = (ms: number, then: () => void) => {
    if (!stopped)
      cancel = clock.after(ms, () => {
        cancel = null
        then()
      })
  }
  const startRound = () => {
    const writing = () => {
      if (!database.inTransaction) begin.run()
    }
    slice(everything(writing))
  }
  function* everything(writing: () => void): Generator<void> {
    yield* deleted.round(clock.now(), writing, flowGone)
    yield* runs.round(clock.now(), writing, pruned)
  }
  const slice = (round: Generator<void>) => {
    if (takeSlice(round)) after(PAUSE_MS, () => slice(round))
  }

  /** @returns whether there is more to do */
  function takeSlice(round: Generator<void>): boolean {
    const end = clock.monotonic() + SLICE_MS
    try {
      let done = false
      while (!done && clock.monotonic() < end) done = round.next().done === true
      if (database.inTransaction) {
        commit.run()
        wrote()
      }
      return !done
    } catch {
      // a full disk or a damaged page: whoever writes or reads there says so; the next round tries again
      if (database.inTransaction) database.exec('ROLLBACK')
      return false
    }
  }

  after(FIRST_MS, startRound)
  return {
    committed() {
      if (!cancel) after(EVERY_MS, startRound)
    },
    stop() {
      stopped = true
      cancel?.()
      cancel = null
    },
  }
}
