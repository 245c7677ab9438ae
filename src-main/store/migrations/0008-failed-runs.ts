import type { Migration } from './migrate.ts'

/** Triggers count the runs of theirs that failed. Those of before are not counted: old runs may be pruned already. */
export const failedRuns: Migration = {
  version: 8,
  name: 'failed runs',
  sql: 'ALTER TABLE triggers ADD COLUMN failed INTEGER NOT NULL DEFAULT 0',
}
