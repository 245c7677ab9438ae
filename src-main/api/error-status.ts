import { ORPCError } from '@orpc/client'
import { toWire } from '#shared/contract'
import { AppError, type AppErrorShape } from '#shared/error'
import { wrongInput } from './wrong-input.ts'

/** HTTP status by the last word of an AppError's code; a whole code stands before its word. */
const STATUS: Readonly<Record<string, number>> = {
  'not-found': 404,
  'no-such-route': 404,
  pruned: 410,
  'not-signed-in': 401,
  'key-not-valid': 401,
  'not-allowed': 403,
  'wrong-host': 403,
  'wrong-origin': 403,
  'wrong-method': 405,
  'wrong-content-type': 415,
  'too-large': 413,
  full: 409,
  'already-exists': 409,
  exists: 409,
  conflict: 409,
  locked: 409,
  'key-exists': 409,
  'no-keychain': 409,
  'key-readable-by-others': 409,
  'not-running': 409,
  'not-paused': 409,
  'not-over': 409,
  'not-dead': 409,
  'not-deleted': 409,
  'did-not-fail': 409,
  'asks-nothing': 409,
  'login.only-desktop': 409,
  answered: 409,
  closed: 409,
  which: 409,
  'version-differs': 409,
  'stopped-all': 503,
  'cannot-change': 409,
  'is-over': 409,
  'wrong-input': 400,
  'broken-json': 400,
  'not-json': 400,
  'not-utf8': 400,
  'too-deep': 400,
  'forbidden-key': 400,
  halted: 503,
  'cannot-write': 503,
  stopping: 503,
  'disk-full': 503,
  'not-built': 503,
  'inside-error': 500,
}

/** The status of an answer that carries this error; 422 when nothing closer is known. */
export const statusOf = (code: string): number =>
  STATUS[code] ?? STATUS[code.slice(code.lastIndexOf('.') + 1)] ?? 422

export const INSIDE_ERROR = 'system.inside-error'

/** What a bug looks like from outside: nothing of the inside leaks. */
export const insideError = (): AppError =>
  new AppError({
    code: INSIDE_ERROR,
    message: 'Something went wrong inside Blockloom.',
    fix: 'Look into the log for what happened and report it, please.',
  })

/** Anything that was thrown, as the AppError that the caller may see. */
export function visible(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof ORPCError && error.code === 'APP')
    return new AppError({ ...error.data, cause: error.cause })
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return wrongInput(error.data?.issues)
  if (error instanceof ORPCError && error.code === 'NOT_FOUND')
    return new AppError({
      code: 'api.no-such-route',
      message: 'There is no such operation.',
      fix: 'Look at /api/docs for what there is.',
    })
  return insideError()
}

/** The one place where what a handler throws becomes what crosses the border. */
export function crossing(error: unknown): ORPCError<'APP', AppErrorShape> {
  const shown = visible(error)
  return toWire(shown, statusOf(shown.code))
}
