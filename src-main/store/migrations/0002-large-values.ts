import type { Migration } from './migrate.ts'

/** Values that are kept once and referred to by their hash; records and rows of runs refer to them. */
export const largeValues: Migration = {
  version: 2,
  name: 'large values',
  sql: `
    CREATE TABLE large_values (
      n INTEGER PRIMARY KEY,
      -- SHA-256 of the text
      hash BLOB NOT NULL UNIQUE,
      checksum INTEGER NOT NULL,
      deflated INTEGER NOT NULL,
      data BLOB NOT NULL
    ) STRICT;
    -- a value goes with the last run that uses it
    CREATE TABLE large_value_uses (
      run INTEGER NOT NULL,
      value INTEGER NOT NULL,
      PRIMARY KEY (run, value)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX uses_of_large_value ON large_value_uses (value);

    -- where large values belong in the column beside: JSON list of [path, hash]
    ALTER TABLE runs ADD COLUMN trigger_large TEXT;
    ALTER TABLE runs ADD COLUMN output_large TEXT;
    -- ms since the epoch; since then only this row is left of the run
    ALTER TABLE runs ADD COLUMN pruned_at INTEGER;

    -- runs of a flow up to this number have been pruned, those in the table below aside
    CREATE TABLE pruned_flows (flow_id TEXT PRIMARY KEY, up_to INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    -- their time had come, but something still needs them
    CREATE TABLE prune_later (run INTEGER PRIMARY KEY) STRICT;
  `,
}
