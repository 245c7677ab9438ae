import type { BlockContext } from '#shared/block'
import { inWords, isBusy } from './sql-errors.ts'

/** ms that others may hold a database before it is given up, and between two tries. */
const PATIENCE = 10_000
const PAUSES = [5, 10, 20, 50, 100, 200]

/**
 * Tries again while another connection holds the database.
 * @throws AppError, `sqlite.busy` (retryable) after 10 s
 */
export async function withPatience<T>(
  file: string,
  ctx: Pick<BlockContext, 'sleep'>,
  deed: () => T | Promise<T>,
): Promise<T> {
  let waited = 0
  for (let tries = 0; ; tries++) {
    try {
      return await deed()
    } catch (error) {
      if (!isBusy(error) || waited >= PATIENCE) throw inWords(error, file)
    }
    const pause = PAUSES[Math.min(tries, PAUSES.length - 1)] as number
    await ctx.sleep(pause)
    waited += pause
  }
}
