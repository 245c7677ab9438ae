import type { AppErrorShape } from '#shared/error'
import { makeDice, stepSeed } from './dice.ts'
import type { Pointer, RetryPlan } from './run-state.ts'

/** Whether a failed attempt is followed by another one. `failures` counts this one. */
export const triesAgain = (plan: RetryPlan, failures: number, error: AppErrorShape): boolean =>
  failures <= plan.times && error.retryable === true

/**
 * Milliseconds before the next attempt: fixed, linear or exponential, capped, with full jitter
 * (AWS Architecture Blog, "Exponential Backoff And Jitter"). `asked`: what the other side asked for, at least.
 */
export function retryWait(plan: RetryPlan, failures: number, dice: () => number, asked = 0): number {
  const capped = Math.min(plan.maxMs, grown(plan, failures))
  const waited = plan.jitter ? Math.floor(capped * dice()) : capped
  return Math.max(waited, asked)
}

function grown({ backoff, waitMs }: RetryPlan, failures: number): number {
  if (backoff === 'fixed') return waitMs
  if (backoff === 'linear') return waitMs * failures
  return waitMs * 2 ** Math.min(failures - 1, 52)
}

/** The dice of one retry: of the run's seed, the step and how often it failed. */
export const retryDice = (runSeed: number, pointer: Pointer): (() => number) =>
  makeDice(stepSeed(runSeed ^ Math.imul(pointer.failures, 0x27d4eb2f), pointer.n))

/** Milliseconds the other side asked to wait (`Retry-After`); 0 when it did not. */
export function askedWait({ details }: AppErrorShape): number {
  const asked = details?.retryAfterMs
  return typeof asked === 'number' && asked > 0 ? asked : 0
}
