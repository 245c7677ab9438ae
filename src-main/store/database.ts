import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { APPLICATION_ID } from './application-id.ts'
import { newestGoodBackup } from './backup.ts'
import type { Places } from './data-folder.ts'
import { damaged, isDamage } from './storage-error.ts'
import { checkWal } from './wal-check.ts'

/**
 * Older ones have a race between two connections that check-point (fixed in 3.51.3) that can damage
 * a WAL database.
 */
const OLDEST_SQLITE = [3, 51, 3] as const

/** Bytes of database up to which its structure is always checked on open (about 50 ms), and after a crash. */
const CHECK_ALWAYS = 32 << 20
const CHECK_AFTER_CRASH = 512 << 20

/**
 * Looks at what is there without changing a byte, so that a damaged database stays as it was found.
 * @returns the schema version, or null when there is no database yet
 * @throws AppError `store.damaged`
 */
export function inspect(places: Places): number | null {
  if (!existsSync(places.database)) return null
  const crashed = existsSync(places.wal) && statSync(places.wal).size > 0
  const bytes = statSync(places.database).size
  if (bytes === 0 && !crashed) return null
  const refuse = (what: string, cause?: unknown): never => {
    throw damaged(places.database, what, newestGoodBackup(places.backups), cause)
  }
  if (bytes > 0 && !hasHeader(places.database)) refuse('it does not begin as an SQLite database does')
  const torn = crashed ? checkWal(places.wal) : null
  if (torn) refuse(torn)
  try {
    return inspectInside(
      places.database,
      bytes < CHECK_ALWAYS || (crashed && bytes < CHECK_AFTER_CRASH),
      refuse,
    )
  } catch (cause) {
    if (isDamage(cause)) refuse(cause instanceof Error ? cause.message : String(cause), cause)
    throw cause
  }
}

function inspectInside(path: string, thorough: boolean, refuse: (what: string) => never): number {
  const database = new Database(path, { readonly: true, fileMustExist: true })
  try {
    const id = Number(database.pragma('application_id', { simple: true }))
    const version = Number(database.pragma('user_version', { simple: true }))
    if (id !== APPLICATION_ID && version > 0) refuse('it belongs to another program')
    if (thorough) {
      const said = String(database.pragma('quick_check(1)', { simple: true }))
      if (said !== 'ok') refuse(said)
    }
    return version
  } finally {
    database.close()
  }
}

function hasHeader(path: string): boolean {
  const head = Buffer.alloc(16)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, 16, 0)
  } finally {
    closeSync(file)
  }
  return head.toString('latin1') === 'SQLite format 3\0'
}

/** Opens the one connection that writes. */
export function openWriter(path: string): Database.Database {
  const database = new Database(path, { timeout: 5000 })
  try {
    checkSqliteVersion(String(database.prepare('SELECT sqlite_version()').pluck().get()))
    // takes hold only in a database without tables
    database.pragma('auto_vacuum = INCREMENTAL')
    database.pragma('journal_mode = WAL')
    syncFully(database)
    database.pragma('foreign_keys = ON')
    assertPragmas(database)
    return database
  } catch (cause) {
    database.close()
    throw cause
  }
}

/**
 * A connection that only empties the log, for the store's thread. It gives way to the one that writes: reads
 * for people wait meanwhile, and a log that was brought over is begun anew by the next commit in any case.
 */
export function openSecondWriter(path: string): Database.Database {
  const database = new Database(path, { fileMustExist: true, timeout: 100 })
  syncFully(database)
  return database
}

/** A connection for reads that people wait for. It sees what is committed and cannot write. */
export function openReader(path: string): Database.Database {
  return new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 })
}

function syncFully(database: Database.Database): void {
  // check-points come when nothing else is to be done, see checkpoint.ts
  database.pragma('wal_autocheckpoint = 0')
  database.pragma('synchronous = FULL')
  if (process.platform === 'darwin') {
    database.pragma('fullfsync = ON')
    database.pragma('checkpoint_fullfsync = ON')
  }
}

/** @throws Error when it is one that may damage a database */
export function checkSqliteVersion(version: string): void {
  const parts = version.split('.').map(Number)
  for (const [i, least] of OLDEST_SQLITE.entries()) {
    const part = parts[i] ?? 0
    if (part > least) return
    if (part < least) throw new Error(`SQLite ${version} is older than ${OLDEST_SQLITE.join('.')}`)
  }
}

/** What was asked for and what holds may differ (a file system without shared memory has no WAL). */
function assertPragmas(database: Database.Database): void {
  const wanted: Record<string, string | number> = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1 }
  if (process.platform === 'darwin') wanted.fullfsync = 1
  for (const [name, value] of Object.entries(wanted)) {
    const real = database.pragma(name, { simple: true })
    if (real !== value) throw new Error(`SQLite's ${name} is ${String(real)}, not ${value}`)
  }
}
