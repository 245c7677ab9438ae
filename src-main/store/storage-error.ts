import Database from 'better-sqlite3'
import { AppError } from '#shared/error'
import type { GoodBackup } from './backup.ts'

const codeOf = (cause: unknown): string => {
  const code = cause instanceof Error && 'code' in cause ? cause.code : ''
  return typeof code === 'string' ? code : ''
}

const DAMAGE = /^SQLITE_(CORRUPT|NOTADB)/
const READ_ONLY = /^(SQLITE_(READONLY|CANTOPEN|PERM)|EACCES|EROFS|EPERM)/

/** Whether SQLite says that the file's own structure is broken. */
export const isDamage = (cause: unknown): boolean =>
  cause instanceof Database.SqliteError && DAMAGE.test(cause.code)
/** Whether another connection holds the lock. */
export const isBusy = (cause: unknown): boolean =>
  cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')
/** Whether the folder or file refuses writing (SQLite's codes and the system's). */
export const isReadOnly = (cause: unknown): boolean => READ_ONLY.test(codeOf(cause))

/** Whether the disk, not the statement, is what failed. */
export const isWriteFault = (cause: unknown): boolean =>
  cause instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY)/.test(cause.code)

export const isFull = (cause: unknown): boolean => /^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(codeOf(cause))

const FREE_SPACE = 'Free some space on that disk; runs go on by themselves as soon as writing succeeds.'
const LOOK_AT_DISK =
  'Look whether the disk is there and writable; runs go on by themselves as soon as writing succeeds.'
/** neither SQLite nor the system said no: it is not the disk */
const OWN_MISTAKE =
  'This is a mistake in Blockloom, not of the disk: report it with the flow that ran, then start Blockloom again.'

/** The halted journal's word: nothing is lost, it is tried again. */
export function cannotWrite(cause: unknown, folder: string): AppError {
  const full = isFull(cause)
  const why = full ? 'the disk is full' : cause instanceof Error ? cause.message : String(cause)
  const fix = full ? FREE_SPACE : codeOf(cause) ? LOOK_AT_DISK : OWN_MISTAKE
  return new AppError({
    code: 'store.cannot-write',
    message: `Blockloom cannot write to its data folder ${folder}: ${why}.`,
    fix,
    retryable: true,
    details: { folder, cause: codeOf(cause) },
    cause,
  })
}

export const damaged = (path: string, what: string, backup: GoodBackup | null, cause?: unknown): AppError =>
  new AppError({
    code: 'store.damaged',
    message: `The database ${path} is damaged: ${what}. It was left as it is.`,
    fix: `Keep a copy of the data folder${backup ? ', then' : '.'} ${offerOf(backup)}`,
    details: { path, backup: backup?.path ?? null },
    cause,
  })

/** A record, version or draft whose checksum does not fit its bytes. */
export const damagedRecord = (what: string, details: Readonly<Record<string, unknown>>): AppError =>
  new AppError({
    code: 'store.damaged-record',
    message: `${what} is damaged on disk: its checksum does not fit.`,
    fix: 'Keep a copy of the data folder and look at the disk; a backup in "backups" may hold it unharmed.',
    details,
  })

/** What SQLite threw, as a person's problem where it is one; bugs are given back as they are. */
export function storageError(cause: unknown, path: string, folder: string): unknown {
  if (isDamage(cause)) return damaged(path, cause instanceof Error ? cause.message : '', null, cause)
  return isWriteFault(cause) ? cannotWrite(cause, folder) : cause
}

/** What to put back, as the end of a sentence where there is something. */
function offerOf(backup: GoodBackup | null): string {
  if (!backup) return 'There is no good backup in its folder "backups": bring back one of your own.'
  const line = `blockloom restore "${backup.path}"`
  if (!backup.newer) return `put the newest good backup back: ${line}`
  return `install the newer Blockloom that made the newest good backup, and put it back with it: ${line}`
}
