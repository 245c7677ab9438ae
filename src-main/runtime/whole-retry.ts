import { askedWait, makeDice, retryWait, stepSeed } from '#shared/run'
import type { Opening, Ordered } from './open-run.ts'
import type { RunRow } from './ports.ts'
import type { PreparedFlow } from './prepared-flow.ts'

/** Who waits for these runs sees how they failed: a person, or the flow that called. */
const ANSWERED = new Set(['start/manual', 'start/called'])

/**
 * What follows on a run that failed: the same once more, after the wait that its trigger's `retry` says; 'dead'
 * when it was tried often enough; null when no trigger started it.
 * @param now ms since the epoch
 */
export function afterFailure(
  flow: PreparedFlow,
  ordered: Ordered,
  row: RunRow,
  now: number,
): Opening | 'dead' | null {
  if (ANSWERED.has(ordered.trigger.type)) return null
  const tried = ordered.attempt ?? 1
  const retry = flow.byId.get(ordered.trigger.block)?.retry
  const byHand = ordered.origin !== undefined && ordered.attempt === undefined
  if (!retry || byHand || tried > retry.times) return 'dead'
  const asked = row.error ? askedWait(row.error) : 0
  const waitMs = retryWait(retry, tried, makeDice(stepSeed(ordered.seed, -tried)), asked)
  const { flowId, versionId, trigger, hats, variables, seed } = ordered
  const next: Ordered = {
    flowId,
    versionId,
    trigger,
    hats,
    seed,
    ...(variables && { variables }),
    origin: { runId: row.id, from: 'start' },
    attempt: tried + 1,
    due: now + waitMs,
    waitMs,
  }
  return { flow, ordered: next }
}
