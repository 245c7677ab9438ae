import type { Migration } from './migrate.ts'

/** Which flows are switched on, and what their triggers remember. Runs they started stand in `runs`. */
export const triggers: Migration = {
  version: 6,
  name: 'triggers',
  sql: `
    CREATE TABLE switched_on (
      flow_id TEXT PRIMARY KEY,
      -- what its triggers run: made by the last save or when it was switched on
      version_id TEXT NOT NULL,
      since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE triggers (
      flow_id TEXT NOT NULL,
      block TEXT NOT NULL,
      enabled INTEGER NOT NULL,
      due INTEGER,
      fired_at INTEGER,
      fired INTEGER NOT NULL,
      missed INTEGER NOT NULL,
      dropped INTEGER NOT NULL,
      -- JSON of the AppError; null: it works
      error TEXT,
      -- JSON, its kind's own
      memory TEXT NOT NULL,
      PRIMARY KEY (flow_id, block)
    ) STRICT, WITHOUT ROWID;

    -- calls that come with an id of their own start one run, however often they come
    CREATE TABLE trigger_keys (
      n INTEGER PRIMARY KEY,
      flow_id TEXT NOT NULL,
      block TEXT NOT NULL,
      key TEXT NOT NULL,
      run_id TEXT NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (flow_id, block, key)
    ) STRICT;

    -- what happened to a trigger and is no run
    CREATE TABLE trigger_notes (
      n INTEGER PRIMARY KEY,
      flow_id TEXT NOT NULL,
      block TEXT NOT NULL,
      at INTEGER NOT NULL,
      what TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX trigger_notes_of ON trigger_notes (flow_id, block, n);

    -- files as they were seen last, for what changes while nobody looks
    CREATE TABLE seen_files (
      flow_id TEXT NOT NULL,
      block TEXT NOT NULL,
      path TEXT NOT NULL,
      size INTEGER NOT NULL,
      modified REAL NOT NULL,
      inode TEXT NOT NULL,
      PRIMARY KEY (flow_id, block, path)
    ) STRICT, WITHOUT ROWID;
  `,
}
