import type { Migration } from './migrate.ts'

/**
 * Where flows lie that were deleted and can still be brought back: their rows of `flows`, with when that was. What
 * other tables hold of them stays there, so that nothing but this table is to be put back. A later column of `flows`
 * is to be added here too.
 */
export const deletedFlows: Migration = {
  version: 11,
  name: 'deleted flows',
  sql: `
    CREATE TABLE deleted_flows (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      description TEXT NOT NULL,
      tags TEXT NOT NULL,
      words TEXT NOT NULL,
      document TEXT NOT NULL,
      checksum INTEGER NOT NULL,
      blocks INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      version INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      deleted_at INTEGER NOT NULL,
      -- 1: it was on when it was deleted
      was_on INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX deleted_flows_at ON deleted_flows (deleted_at, id);
  `,
}
