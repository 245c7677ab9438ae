import type { Migration } from './migrate.ts'

/** When a run that has to wait may begin: limits count it there, also after a restart. */
export const startTimes: Migration = {
  version: 9,
  name: 'start times',
  sql: `
    -- ms since 1970; null: at once
    ALTER TABLE runs ADD COLUMN starts_at INTEGER`,
}
