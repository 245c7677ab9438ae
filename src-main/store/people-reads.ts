import type Database from 'better-sqlite3'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
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

/** A row of the table `deleted_flows`. */
type StoredDeletedFlow = StoredFlow & { deleted_at: number; was_on: number }

type StoredVersion = { id: string; document: string; checksum: number }
type ListedVersion = { flow_id: string; number: number; version_id: string }
type SwitchedOnRow = { flow_id: string; version_id: string; since: number }

/** The tables that people page through. Everything else is read by the writer's own statements. */
export type PeopleTables = {
  runs: StoredRun
  flows: StoredFlow
  deleted_flows: StoredDeletedFlow
  versions: StoredVersion
  flow_versions: ListedVersion
  switched_on: SwitchedOnRow
}
export type PeopleReads = Kysely<PeopleTables>

/** Answers one query, here or on another thread. */
export type ReadRows = (sql: string, parameters: readonly unknown[]) => Promise<unknown[]>

/**
 * Queries for people, on a connection of their own that cannot write: in a host on the store's thread, in a
 * command, which would only wait for it, on this one.
 */
export const createPeopleReads = (read: ReadRows): PeopleReads =>
  new Kysely<PeopleTables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driverOf(read),
      createIntrospector: (database) => new SqliteIntrospector(database),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })

/** Reads on this thread, for those who have nothing else to do meanwhile. */
export const readsHere =
  (reader: Database.Database): ReadRows =>
  async (sql, parameters) =>
    reader.prepare(sql).all(...parameters)

function driverOf(read: ReadRows): Driver {
  const connection: DatabaseConnection = {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => ({
      rows: (await read(sql, parameters)) as R[],
    }),
    // biome-ignore lint/correctness/useYield: nobody streams
    async *streamQuery() {
      throw new Error('people page through lists')
    },
  }
  const nothing = async () => {}
  const refuse = () => Promise.reject(new Error('people only read'))
  return {
    init: nothing,
    acquireConnection: async () => connection,
    releaseConnection: nothing,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: nothing,
  }
}
