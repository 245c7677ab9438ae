import type Database from 'better-sqlite3'
import { AppError } from '#shared/error'
import { backUp } from '../backup.ts'
import { cannotWrite, isWriteFault } from '../storage-error.ts'

export type Migration = {
  /** from 1, without gaps; stands in SQLite's user_version */
  version: number
  name: string
  sql: string
  /** what SQL alone cannot do; runs after `sql`, in the same transaction */
  also?: (database: Database.Database) => void
}

export type Migrating = {
  folder: string
  backups: string
  applicationId: number
  /** ms since the epoch, for the names of backups */
  now: number
}

export const versionOf = (database: Database.Database): number =>
  Number(database.pragma('user_version', { simple: true }))

/**
 * Brings the database up to date, each step in one transaction. A database that holds data is backed up
 * before each step.
 * @throws AppError `store.newer-version`, `store.migration-failed`; the database is then as it was before
 *   the step that failed
 */
export function migrate(database: Database.Database, steps: readonly Migration[], about: Migrating): void {
  const found = versionOf(database)
  refuseNewer(found, steps.at(-1)?.version ?? 0, about.folder)
  for (const step of steps) {
    const from = versionOf(database)
    if (step.version <= from) continue
    const backup = found === 0 ? null : backUp(database, about.backups, backupName(from, about.now))
    takeStep(database, step, about, backup)
  }
}

/** @throws AppError `store.newer-version` */
export function refuseNewer(version: number, newest: number, folder: string): void {
  if (version <= newest) return
  throw new AppError({
    code: 'store.newer-version',
    message: `The data folder ${folder} was last used by a newer Blockloom (database version ${version}, this one knows ${newest}).`,
    fix: 'Install the newer Blockloom again, or choose another folder with BLOCKLOOM_HOME.',
    details: { folder, version, newest },
  })
}

const backupName = (version: number, now: number): string =>
  `${new Date(now).toISOString().replace(/[:.]/g, '-')}-before-version-${version + 1}`

function takeStep(
  database: Database.Database,
  step: Migration,
  about: Migrating,
  backup: string | null,
): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    database.exec(step.sql)
    step.also?.(database)
    database.pragma(`application_id = ${about.applicationId}`)
    database.pragma(`user_version = ${step.version}`)
    database.exec('COMMIT')
  } catch (cause) {
    if (database.inTransaction) database.exec('ROLLBACK')
    if (isWriteFault(cause)) throw cannotWrite(cause, about.folder)
    throw failed(step, backup, cause)
  }
}

const failed = (step: Migration, backup: string | null, cause: unknown): AppError =>
  new AppError({
    code: 'store.migration-failed',
    message: `The database could not be brought to version ${step.version} (${step.name}): ${cause instanceof Error ? cause.message : String(cause)}. It is as it was before.`,
    fix: backup
      ? `Go on with the Blockloom that you used before, and report this. A backup is at ${backup}`
      : 'Report this; the data folder is new and holds nothing yet.',
    details: { version: step.version, backup },
    cause,
  })
