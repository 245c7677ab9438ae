import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import type { Clock } from '../runtime/ports.ts'
import { APPLICATION_ID } from './application-id.ts'
import { backUp, type GoodBackup, newestGoodBackup, stampOf, sync, writeCopy } from './backup.ts'
import { readSeal } from './backup-seal.ts'
import { placesOf, prepareFolder, unwritable } from './data-folder.ts'
import { lockFolder } from './folder-lock.ts'
import { migrations } from './migrations/all.ts'
import { cannotWrite, isDamage, isWriteFault } from './storage-error.ts'

export type Restored = {
  /** where what was there before is kept; null: there was nothing */
  before: string | null
  /** in the backup */
  flows: number
  runs: number
  /** runs that were under way when it was made: they are cancelled at the next start */
  underWay: number
}

export type RestoreOrder = {
  folder: string
  from: string
  clock: Clock
  settings: Readonly<Record<string, Json>>
}

/**
 * Puts a backup in the place of the data folder's database. The backup is read whole and brought into the folder
 * before anything is replaced, and what was there is kept among the backups. A crash at any point leaves the old
 * database or the new one: one rename is what changes them.
 * @param order.settings what holds in the restored folder, whatever the backup says: no run goes on and no trigger fires
 *   before the person has looked
 * @throws AppError `backup.not-there`, `backup.damaged`, `backup.not-ours`, `backup.newer-version`, `store.locked`,
 *
 *   `store.folder-*`
 */
export function restore({ folder, from, clock, settings }: RestoreOrder): Restored {
  const source = resolve(from)
  const facts = check(source, placesOf(folder).backups)
  prepareFolder(folder)
  const places = placesOf(folder)
  const lock = lockFolder(folder, places, {
    ...{ pid: process.pid, kind: 'command', since: clock.now(), address: null },
  })
  const draft = `${places.database}.restoring`
  try {
    dropDatabase(draft)
    copyWhole(source, draft)
    setIn(draft, settings)
    sync(draft)
    const before = putAside(folder, clock.now())
    renameSync(draft, places.database)
    syncFolder(folder)
    return { before, ...facts }
  } finally {
    dropDatabase(draft)
    lock.release()
  }
}

function check(source: string, backups: string): Omit<Restored, 'before'> {
  if (!existsSync(source)) throw notThere(source)
  const damagedBackup = (what: string) => isDamaged(source, what, newestGoodBackup(backups))
  let backup: Database.Database | undefined
  try {
    if (readSeal(source) === 'broken') throw damagedBackup('its bytes are not those that were written')
    backup = new Database(source, { readonly: true, fileMustExist: true })
    const id = Number(backup.pragma('application_id', { simple: true }))
    const said = String(backup.pragma('integrity_check(1)', { simple: true }))
    if (id !== APPLICATION_ID) throw notOurs(source)
    if (said !== 'ok') throw damagedBackup(said)
    const version = Number(backup.pragma('user_version', { simple: true }))
    if (version > (migrations.at(-1)?.version ?? 0)) throw newer(source, version)
    const count = (sql: string) => Number(backup?.prepare(sql).pluck().get())
    return {
      flows: count('SELECT count(*) FROM flows'),
      runs: count('SELECT count(*) FROM runs'),
      underWay: count('SELECT count(*) FROM runs WHERE ended_at IS NULL'),
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw damagedBackup(cause instanceof Error ? cause.message : String(cause))
  } finally {
    backup?.close()
  }
}

function setIn(path: string, settings: Readonly<Record<string, Json>>): void {
  const database = new Database(path)
  try {
    database.pragma('journal_mode = DELETE')
    const put = database.prepare(
      'INSERT INTO settings (key, value) VALUES (?,?) ON CONFLICT DO UPDATE SET value = excluded.value',
    )
    for (const [key, value] of Object.entries(settings)) put.run(key, JSON.stringify(value))
  } finally {
    database.close()
  }
}

/** @returns where what was there is kept */
function putAside(folder: string, now: number): string | null {
  const { database: path, backups } = placesOf(folder)
  if (!existsSync(path)) {
    dropLog(path)
    return null
  }
  const name = `before-restore-${stampOf(now)}`
  try {
    const database = new Database(path, { timeout: 5000 })
    try {
      const kept = backUp(database, backups, name)
      // nothing of it may be left in a log beside the new one
      database.pragma('wal_checkpoint(TRUNCATE)')
      database.pragma('journal_mode = DELETE')
      return kept
    } finally {
      database.close()
    }
  } catch (cause) {
    // a disk that does not take the copy is no reason to go on without one
    if (!isDamage(cause)) throw isWriteFault(cause) ? cannotWrite(cause, folder) : unwritable(folder, cause)
    return keepDamaged(folder, name)
  }
}

/** A damaged one cannot be copied by SQLite: it is kept as it is, log and all. @returns where */
function keepDamaged(folder: string, name: string): string {
  const { database: path, wal } = placesOf(folder)
  const kept = join(folder, `${name}-damaged.db`)
  copyFileSync(path, kept)
  sync(kept)
  if (existsSync(wal)) renameSync(wal, `${kept}-wal`)
  dropLog(path)
  return kept
}

/** With what its log holds, where it has one. */
function copyWhole(source: string, to: string): void {
  const backup = new Database(source, { readonly: true, fileMustExist: true })
  try {
    writeCopy(backup, to)
  } finally {
    backup.close()
  }
}

function dropLog(path: string): void {
  for (const end of ['-wal', '-shm', '-journal']) rmSync(`${path}${end}`, { force: true })
}

function dropDatabase(path: string): void {
  rmSync(path, { force: true })
  dropLog(path)
}

/** The rename itself is on disk; Windows has no such call for folders and does it by itself. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const file = openSync(folder, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

const newer = (path: string, version: number): AppError =>
  new AppError({
    code: 'backup.newer-version',
    message: `The backup ${path} was made by a newer Blockloom (database version ${version}). Nothing was changed.`,
    fix: 'Install that Blockloom, and put the backup back with it.',
    details: { path, version },
  })

const notThere = (path: string): AppError =>
  new AppError({
    code: 'backup.not-there',
    message: `There is no backup ${path}.`,
    fix: `Those made by Blockloom lie in the folder "backups" of the data folder. Look in ${dirname(path)}.`,
    details: { path },
  })

const notOurs = (path: string): AppError =>
  new AppError({
    code: 'backup.not-ours',
    message: `${path} is no backup of Blockloom. Nothing was changed.`,
    fix: 'Choose a file that "blockloom backup" made, or one of the folder "backups".',
    details: { path },
  })

const isDamaged = (path: string, what: string, good: GoodBackup | null): AppError =>
  new AppError({
    code: 'backup.damaged',
    message: `The backup ${path} is damaged: ${what}. Nothing was changed.`,
    fix: !good
      ? 'Choose another backup. There is no good one in the folder "backups".'
      : good.newer
        ? `The newest good one needs a newer Blockloom: install that, then blockloom restore "${good.path}"`
        : `Put the newest good one back: blockloom restore "${good.path}"`,
    details: { path, good: good?.path ?? null },
  })
