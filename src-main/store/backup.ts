import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { APPLICATION_ID } from './application-id.ts'
import { readSeal, seal } from './backup-seal.ts'
import { migrations } from './migrations/all.ts'

/**
 * Writes a whole, compact copy of the database beside the others. It gets its name only when it is on disk and
 * checked, so a file called `*.db` in the backups folder is always a finished one.
 * @returns its path
 */
export function backUp(database: Database.Database, folder: string, name: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `${name}.partial`)
  writeBackup(database, draft)
  const path = freePath(folder, name)
  renameSync(draft, path)
  return path
}

/** A copy as `writeCopy` makes it, sealed. */
export function writeBackup(database: Database.Database, to: string): void {
  writeCopy(database, to)
  try {
    seal(to)
    sync(to)
  } catch (cause) {
    rmSync(to, { force: true })
    throw cause
  }
}

/**
 * A copy of the database as it is committed now. It is read whole once before it counts.
 * @param to is written over; gone again when the copy did not succeed
 * @throws SqliteError as SQLite said it
 */
export function writeCopy(database: Database.Database, to: string): void {
  rmSync(to, { force: true })
  try {
    database.prepare('VACUUM INTO ?').run(to)
    sync(to)
    if (!isGood(to))
      throw new Error(`the copy ${to} cannot be read back: the disk did not keep what was written`)
  } catch (cause) {
    rmSync(to, { force: true })
    throw cause
  }
}

/** Waits until a file is on disk. */
export function sync(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Never one that is there already. */
export function freePath(folder: string, name: string): string {
  for (let n = 1; ; n += 1) {
    const path = join(folder, n === 1 ? `${name}.db` : `${name}-${n}.db`)
    if (!existsSync(path)) return path
  }
}

/** A time as it stands in the name of a backup. @param at ms since the epoch */
export const stampOf = (at: number): string => new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')

export type Backup = {
  /** file name */
  name: string
  path: string
  /** ms since the epoch */
  at: number
  bytes: number
}

/** Newest first. */
export function listBackups(folder: string): Backup[] {
  return backupsOf(folder).map((path) => {
    const { mtimeMs, size } = statSync(path)
    return { name: basename(path), path, at: mtimeMs, bytes: size }
  })
}

export type GoodBackup = {
  path: string
  /** only a newer Blockloom can put it back */
  newer: boolean
}

/** Looked for when the database, or another backup, is damaged. One that this version can put back comes first. */
export function newestGoodBackup(folder: string): GoodBackup | null {
  let newer: GoodBackup | null = null
  for (const path of backupsOf(folder)) {
    const version = versionIfGood(path)
    if (version === null) continue
    if (version <= NEWEST_VERSION) return { path, newer: false }
    newer ??= { path, newer: true }
  }
  return newer
}

const NEWEST_VERSION = migrations.at(-1)?.version ?? 0

function backupsOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.db'))
      .map((name) => join(folder, name))
      .map((path) => ({ path, at: statSync(path).mtimeMs }))
      .sort((a, b) => b.at - a.at || b.path.localeCompare(a.path))
      .map(({ path }) => path)
  } catch {
    return []
  }
}

const isGood = (path: string): boolean => versionIfGood(path) !== null

/** @returns the version of its schema; null: it is damaged, or none of ours */
function versionIfGood(path: string): number | null {
  let backup: Database.Database | undefined
  try {
    if (readSeal(path) === 'broken') return null
    backup = new Database(path, { readonly: true, fileMustExist: true })
    const own = backup.pragma('application_id', { simple: true }) === APPLICATION_ID
    if (!own || backup.pragma('quick_check(1)', { simple: true }) !== 'ok') return null
    return Number(backup.pragma('user_version', { simple: true }))
  } catch {
    return null
  } finally {
    backup?.close()
  }
}
