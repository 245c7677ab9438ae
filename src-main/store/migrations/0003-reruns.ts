import type { Migration } from './migrate.ts'

/** Runs that do others again, and runs that failed for good and wait for somebody (dead letters). */
export const reruns: Migration = {
  version: 3,
  name: 'reruns',
  sql: `
    -- JSON { origin, attempt } of a run that does another one again
    ALTER TABLE runs ADD COLUMN rerun TEXT;
    -- dead, retried, dismissed
    ALTER TABLE runs ADD COLUMN letter TEXT;
    CREATE INDEX runs_dead ON runs (n) WHERE letter = 'dead';
  `,
}
