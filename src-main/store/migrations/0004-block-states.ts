import type { Migration } from './migrate.ts'

/** What blocks remember between runs. A block of another type that came to the same id finds nothing there. */
export const blockStates: Migration = {
  version: 4,
  name: 'block states',
  sql: `
    CREATE TABLE block_states (
      flow_id TEXT NOT NULL,
      block TEXT NOT NULL,
      type TEXT NOT NULL,
      key TEXT NOT NULL,
      -- JSON
      value TEXT NOT NULL,
      PRIMARY KEY (flow_id, block, type, key)
    ) STRICT;
  `,
}
