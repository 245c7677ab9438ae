import type { Migration } from './migrate.ts'

/**
 * Times are ms since the epoch; documents, values and edits are JSON text. Nothing refers to a flow by a
 * foreign key: a flow may be deleted while its runs and versions stay.
 */
export const first: Migration = {
  version: 1,
  name: 'first',
  sql: `
    CREATE TABLE flows (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      description TEXT NOT NULL,
      tags TEXT NOT NULL,
      -- what a search looks through, in lower case
      words TEXT NOT NULL,
      document TEXT NOT NULL,
      checksum INTEGER NOT NULL,
      blocks INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      version INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX flows_changed ON flows (changed_at, id);

    CREATE TABLE flow_edits (
      flow_id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      client TEXT NOT NULL,
      edits TEXT NOT NULL,
      PRIMARY KEY (flow_id, revision)
    ) STRICT, WITHOUT ROWID;

    -- by content; the id is made of the hash
    CREATE TABLE versions (
      id TEXT PRIMARY KEY,
      document TEXT NOT NULL,
      checksum INTEGER NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    -- the ones a person made, numbered; a version that is in none of these rows is unlisted
    CREATE TABLE flow_versions (
      flow_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      version_id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (flow_id, number)
    ) STRICT, WITHOUT ROWID;

    -- n counts in the order in which runs were queued
    CREATE TABLE runs (
      n INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      flow_id TEXT NOT NULL,
      flow_name TEXT NOT NULL,
      version_id TEXT NOT NULL,
      status TEXT NOT NULL,
      "trigger" TEXT NOT NULL,
      queued_at INTEGER NOT NULL,
      started_at INTEGER,
      ended_at INTEGER,
      steps INTEGER NOT NULL,
      output TEXT,
      error TEXT
    ) STRICT;
    CREATE INDEX runs_of_flow ON runs (flow_id, n);
    -- nearly all runs succeed: the index that finds the others costs them nothing
    CREATE INDEX runs_not_succeeded ON runs (status, n) WHERE status <> 'succeeded';

    -- packed events of one run and one commit, first_seq .. last_seq; with a rowid, so that a record of
    -- some KB needs no overflow page of its own
    CREATE TABLE records (
      n INTEGER PRIMARY KEY,
      run INTEGER NOT NULL,
      first_seq INTEGER NOT NULL,
      last_seq INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      data BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX records_of_run ON records (run, first_seq);

    CREATE TABLE kept (
      flow_id TEXT NOT NULL,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (flow_id, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tokens (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      hash BLOB NOT NULL UNIQUE,
      created_at INTEGER NOT NULL,
      expires_at INTEGER,
      last_used_at INTEGER
    ) STRICT;

    CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
}
