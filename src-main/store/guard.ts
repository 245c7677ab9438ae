import type Database from 'better-sqlite3'
import { storageError } from './storage-error.ts'

/** Does `work` in one transaction, within this turn, on disk when it returns. */
export type Guard = <T>(work: () => T) => T

/**
 * @param committed told after every commit
 * @returns a guard that turns what SQLite throws into a person's problem:
 *   AppError `store.cannot-write`, `store.damaged`
 */
export function createGuard(
  database: Database.Database,
  path: string,
  folder: string,
  committed: () => void,
): Guard {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  return (work) => {
    try {
      begin.run()
      const result = work()
      commit.run()
      committed()
      return result
    } catch (cause) {
      if (database.inTransaction) database.exec('ROLLBACK')
      throw storageError(cause, path, folder)
    }
  }
}
