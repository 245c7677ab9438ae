import { AppError } from '#shared/error'

/** Exit codes of the command line: part of what scripts rely on. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, noDataFolder: 3, cancelled: 130 } as const

/** the key of the secrets is a part of it */
const NO_DATA_FOLDER = /^(store\.|secret\.key)/
const CANCELLED = new Set(['run.cancelled', 'command.cancelled'])

/** The exit code that says what an error means. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof AppError)) return EXIT.failed
  if (CANCELLED.has(error.code)) return EXIT.cancelled
  return NO_DATA_FOLDER.test(error.code) ? EXIT.noDataFolder : EXIT.wrongUse
}
