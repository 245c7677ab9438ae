import type { Migration } from './migrate.ts'

/** Snippets that people keep for other flows. What one holds stands apart: it never changes, its place often does. */
export const backpack: Migration = {
  version: 10,
  name: 'backpack',
  sql: `
    CREATE TABLE backpack (
      id TEXT PRIMARY KEY,
      -- counted from 0, the topmost
      place INTEGER NOT NULL,
      name TEXT NOT NULL,
      blocks INTEGER NOT NULL,
      notes INTEGER NOT NULL,
      -- of the snippet, as UTF-8
      bytes INTEGER NOT NULL,
      -- ms since 1970
      kept_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE backpack_snippets (
      id TEXT PRIMARY KEY,
      -- JSON
      snippet TEXT NOT NULL,
      checksum INTEGER NOT NULL
    ) STRICT;
  `,
}
