import { AppError } from '#shared/error'
import type { Failure } from './heavy-messages.ts'

/** What was thrown in one thread, on its way to another. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof AppError) return { problem: thrown.toJSON() }
  if (!(thrown instanceof Error)) return { bug: String(thrown) }
  return { bug: thrown.message, ...(thrown.stack !== undefined && { stack: thrown.stack }) }
}

/** What it is there. */
export function asThrown(failure: Failure): Error {
  if ('problem' in failure) return AppError.from(failure.problem)
  const error = new Error(failure.bug)
  if (failure.stack !== undefined) error.stack = failure.stack
  return error
}
