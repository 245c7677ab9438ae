import type { RunRow } from './ports.ts'
import type { RunLoop } from './run-loop.ts'
import type { QueuedRun } from './run-queue.ts'

/** Who waits for a run to end. */
type Waiter = { resolve(row: RunRow): void; reject(error: unknown): void }

/** A run that is alive in this host. */
export type LiveRun = {
  row: RunRow
  loop: RunLoop
  queued: QueuedRun
  waiters: Waiter[]
  late: number
  /** had its turn here; not said of runs that were taken up */
  begun: boolean
}
