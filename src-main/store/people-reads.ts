import type Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { StoredRun } from './run-row.ts'

/** A row of the table `flows`, as SQLite gives it. */
export type StoredFlow = {
  id: string
  name: string
  description: string
  tags: string
  words: string
  document: string
  checksum: number
  blocks: number
  revision: number
  version: number
  created_at: number
  changed_at: number
}

/** The tables that people page through. Everything else is read by the writer's own statements. */
export type PeopleTables = { runs: StoredRun; flows: StoredFlow }
export type PeopleReads = Kysely<PeopleTables>

/**
 * Queries for people, on a connection of their own that cannot write. They are asynchronous so that the
 * connection can move to a thread of its own without a change for those who ask.
 */
export const createPeopleReads = (reader: Database.Database): PeopleReads =>
  new Kysely<PeopleTables>({ dialect: new SqliteDialect({ database: reader }) })
