import type { Migration } from './migrate.ts'

/** Values sealed with a key that is not in the database; names and times are in the open. */
export const secrets: Migration = {
  version: 5,
  name: 'secrets',
  sql: `
    CREATE TABLE secrets (
      name TEXT PRIMARY KEY,
      -- tells which key it was sealed with, and nothing about that key
      key_id TEXT NOT NULL,
      nonce BLOB NOT NULL,
      -- AES-256-GCM, bound to the name; its tag of 16 bytes stands behind
      sealed BLOB NOT NULL,
      set_at INTEGER NOT NULL,
      last_used_at INTEGER,
      -- JSON list of the flows that may use it; null: all
      flows TEXT
    ) STRICT, WITHOUT ROWID;
  `,
}
