import type { Migration } from './migrate.ts'

/** Files to which something happened and for which no run was queued yet: they do not stand still, or wait their turn. */
export const noticedFiles: Migration = {
  version: 7,
  name: 'noticed files',
  sql: `
    CREATE TABLE noticed_files (
      flow_id TEXT NOT NULL,
      block TEXT NOT NULL,
      path TEXT NOT NULL,
      PRIMARY KEY (flow_id, block, path)
    ) STRICT, WITHOUT ROWID;
  `,
}
