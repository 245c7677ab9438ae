import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { AppError } from '#shared/error'
import { type Places, unwritable } from './data-folder.ts'
import { cannotWrite, isBusy, isFull, isReadOnly } from './storage-error.ts'

/**
 * Who holds a data folder. `lock.db` decides: its exclusive lock is the operating system's, so a crash
 * lets go of it. `holder.json` beside it only tells others whom to name; what a dead holder left there
 * never counts.
 *
 * Invariant: nothing in this process opens `lock.db` in any other way. POSIX drops all of a process's
 * locks on a file when any of its handles is closed.
 */
export type HostKind = 'desktop' | 'serve' | 'command'
export type Holder = {
  pid: number
  kind: HostKind
  /** ms since the epoch */
  since: number
  /** the local socket, pipe or URL by which it is reached, once it listens */
  address: string | null
}

export type FolderLock = {
  /** tells others where this holder is reached */
  announce(address: string | null): void
  release(): void
}

/** ms a second opener waits: the first has taken the lock but may not have written its name yet */
const PATIENCE = 60

/**
 * Takes the folder for this process.
 * @throws AppError `store.locked` with `details.holder`, `store.folder-unwritable`
 */
export function lockFolder(folder: string, places: Places, holder: Holder): FolderLock {
  const lock = openLock(folder, places)
  const write = (now: Holder) => writeHolder(places.holder, now)
  try {
    write(holder)
  } catch (cause) {
    lock.close()
    throw isFull(cause) ? cannotWrite(cause, folder) : unwritable(folder, cause)
  }
  return {
    announce: (address) => write({ ...holder, address }),
    release() {
      if (!lock.open) return
      rmSync(places.holder, { force: true })
      lock.close()
    },
  }
}

function openLock(folder: string, places: Places): Database.Database {
  let lock: Database.Database | undefined
  try {
    lock = new Database(places.lock, { timeout: PATIENCE })
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (cause) {
    lock?.close()
    if (isBusy(cause)) throw lockedBy(folder, readHolder(places))
    if (isReadOnly(cause)) throw unwritable(folder, cause)
    if (isFull(cause)) throw cannotWrite(cause, folder)
    throw new AppError({
      code: 'store.lock-unusable',
      message: `The lock file ${places.lock} cannot be used.`,
      fix: 'Make sure no Blockloom runs on this folder, then delete lock.db; it holds no data.',
      cause,
    })
  }
}

/** Written whole and then renamed: a reader sees the old one or the new one. */
function writeHolder(path: string, holder: Holder): void {
  const draft = `${path}.${holder.pid}`
  writeFileSync(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 })
  renameSync(draft, path)
}

function readHolder(places: Places): Holder | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(places.holder, 'utf8'))
    return isHolder(read) ? read : undefined
  } catch {
    return undefined
  }
}

const isHolder = (value: unknown): value is Holder =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'since' in value &&
  typeof value.since === 'number' &&
  'kind' in value &&
  'address' in value

const KIND_WORDS: Readonly<Record<HostKind, string>> = {
  desktop: 'the desktop app',
  serve: 'blockloom serve',
  command: 'another blockloom command',
}

function lockedBy(folder: string, holder: Holder | undefined): AppError {
  const who = holder
    ? `${KIND_WORDS[holder.kind] ?? 'another Blockloom'} (process ${holder.pid}, since ${new Date(holder.since).toISOString()})`
    : 'another Blockloom process'
  return new AppError({
    code: 'store.locked',
    message: `The data folder ${folder} is in use by ${who}.`,
    fix: 'Use the one that runs, or stop it first, or choose another folder with BLOCKLOOM_HOME.',
    retryable: true,
    details: { folder, holder: holder ?? null },
  })
}

/** Who holds the folder right now, or nobody. Takes nothing. */
export function holderOf(places: Places): Holder | null {
  let probe: Database.Database | undefined
  try {
    probe = new Database(places.lock, { readonly: true, fileMustExist: true, timeout: PATIENCE })
    probe.prepare('SELECT count(*) FROM sqlite_master').get()
    return null
  } catch (cause) {
    return isBusy(cause) ? (readHolder(places) ?? null) : null
  } finally {
    probe?.close()
  }
}
