import type { Migration } from './migrate.ts'

/** A run names the one it does again; this finds the way back. */
export const runOrigins: Migration = {
  version: 12,
  name: 'run origins',
  sql: `CREATE INDEX runs_origin ON runs (json_extract(rerun, '$.origin.runId')) WHERE rerun IS NOT NULL;`,
}
