import type { AppError } from '#shared/error'
import type { TriggerRecord } from '../runtime/ports.ts'
import type { Hat, TriggerRunner } from './trigger-runner.ts'
import type { TriggerState, TriggerView } from './trigger-view.ts'

/** A hat of a flow that is on, and how it stands with it. */
export type Standing = {
  readonly hat: Hat
  /** null: no kind of this host can do it */
  readonly runner: TriggerRunner | null
  state: TriggerState
  error: AppError | null
  failures: number
  retryAt: number | null
  /** its runner was given it: it is armed, is being armed, or rests */
  held: boolean
  /** goes up with each arming: what an older one still does is of no account */
  turn: number
}

/** A hat as people see it. */
export function viewOf(one: Standing, record: TriggerRecord, state: TriggerState): TriggerView {
  const { written, ...hat } = one.hat
  const { sample: _, ...config } = written
  const { due, error, enabled: __, memory: ___, ...counts } = record
  const status = one.runner?.status?.(one.hat)
  const next = one.state === 'armed' ? (status?.next ?? due) : null
  return {
    ...{ ...hat, config },
    state,
    error: one.state === 'failed' ? (one.error?.toJSON() ?? error) : null,
    retryAt: one.retryAt,
    next,
    ...(status?.address !== undefined && { address: status.address }),
    ...(status?.warning !== undefined && { warning: status.warning }),
    ...counts,
  }
}
