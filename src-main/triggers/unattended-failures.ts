import type { Clock, RunRow } from '../runtime/ports.ts'
import { BY_HAND } from './run-failures.ts'

/** ms in which a flow is told of once, however often it fails */
const ONCE_IN = 3_600_000

type Ends = { onEnd(listener: (run: RunRow, again: boolean) => void): () => void }

/**
 * Tells of runs that a trigger started and that failed for good: nobody sits before them. Each flow at most once an
 * hour, or one that fails every minute would be all there is to see.
 * @returns what ends it
 */
export function tellUnattendedFailures(
  runtime: Ends,
  clock: Pick<Clock, 'now'>,
  tell: (run: RunRow) => void,
): () => void {
  const told = new Map<string, number>()
  return runtime.onEnd((run, again) => {
    if (run.status !== 'failed' || again || BY_HAND.has(run.trigger.type)) return
    const now = clock.now()
    // a clock that was set back tells again
    for (const [flow, at] of told) if (Math.abs(now - at) >= ONCE_IN) told.delete(flow)
    if (told.has(run.flowId)) return
    told.set(run.flowId, now)
    tell(run)
  })
}
