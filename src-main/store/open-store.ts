import type Database from 'better-sqlite3'
import { AppError } from '#shared/error'
import type { Clock, Ids } from '../runtime/ports.ts'
import { APPLICATION_ID } from './application-id.ts'
import { type AskTokens, createAskTokens } from './ask-tokens.ts'
import { type Backpack, createBackpack } from './backpack.ts'
import { newestGoodBackup } from './backup.ts'
import { type Backups, createBackups } from './backups.ts'
import type { StoredBlockStates } from './block-states.ts'
import { createCheckpoints, emptyLog, framesInLog } from './checkpoint.ts'
import { type Places, placesOf, prepareFolder, unwritable } from './data-folder.ts'
import { inspect, openWriter } from './database.ts'
import { dropCallFiles } from './drop-call-files.ts'
import { fileSize } from './file-size.ts'
import { createFlows, type Flows } from './flows.ts'
import { type FolderLock, type HostKind, lockFolder } from './folder-lock.ts'
import { createGuard } from './guard.ts'
import { createJournal, type StoredJournal } from './journal.ts'
import type { StoredKeptVariables } from './kept-variables.ts'
import { createLargeValues } from './large-values.ts'
import { migrations } from './migrations/all.ts'
import { type Migration, migrate, refuseNewer } from './migrations/migrate.ts'
import { createPeopleReads } from './people-reads.ts'
import { createPruning } from './pruning.ts'
import { createRuns, type Runs } from './runs.ts'
import { createSecretKey, type Keychain } from './secrets/secret-key.ts'
import { createSecrets, type StoredSecrets } from './secrets/secrets.ts'
import { createSettings, type Settings } from './settings.ts'
import { workAside, workHere } from './side-work.ts'
import { cannotWrite, damaged, isDamage, isReadOnly, isWriteFault } from './storage-error.ts'
import { createTokens, type Tokens } from './tokens.ts'
import type { StoredTriggers } from './triggers.ts'
import { createVersions, type StoredVersions } from './versions.ts'

export type StoreOptions = {
  /** the data folder; made when missing */
  folder: string
  clock: Clock
  ids: Ids
  /** how others name this process when they find the folder taken */
  kind?: HostKind
  /** of the desktop, around the key of the secrets; missing: this is not the desktop */
  keychain?: Keychain
  /** for tests: bytes from which log and database are too large for a host's main thread */
  large?: { log: number; database: number }
  /** for tests: ms that a search in the data of runs may take before it says how far it has come */
  searchMs?: number
  /** for tests of migrations */
  migrations?: readonly Migration[]
}

export type Store = {
  journal: StoredJournal
  versions: StoredVersions
  kept: StoredKeptVariables
  states: StoredBlockStates
  triggers: StoredTriggers
  flows: Flows
  backpack: Backpack
  runs: Runs
  tokens: Tokens
  secrets: StoredSecrets
  askTokens: AskTokens
  settings: Settings
  backups: Backups
  /** bytes of the database and its log, as they are now */
  size(): number
  /** tells other processes where this one is reached: they see it in `store.locked` */
  announce(address: string | null): void
  /**
   * Puts on disk what waits, lets go of the folder.
   * @throws AppError `store.cannot-write` when the last commit failed; the folder is then free all the same
   */
  close(): Promise<void>
}

/**
 * Takes the data folder and opens the database in it, in its newest form.
 * @throws AppError `store.folder-is-file`, `store.folder-unwritable`, `store.locked`, `store.damaged`,
 *   `store.newer-version`, `store.migration-failed`, `store.cannot-write`
 */
export function openStore(options: StoreOptions): Store {
  const { folder, clock, kind = 'command' } = options
  prepareFolder(folder)
  const places = placesOf(folder)
  const lock = lockFolder(folder, places, { pid: process.pid, kind, since: clock.now(), address: null })
  try {
    return openLocked(options, places, lock)
  } catch (cause) {
    lock.release()
    throw openingError(cause, folder, places)
  }
}

function openLocked(options: StoreOptions, places: Places, lock: FolderLock): Store {
  const { folder, clock } = options
  const steps = options.migrations ?? migrations
  const version = inspect(places)
  if (version !== null) refuseNewer(version, steps.at(-1)?.version ?? 0, folder)
  const database = openWriter(places.database)
  try {
    migrate(database, steps, {
      folder,
      backups: places.backups,
      applicationId: APPLICATION_ID,
      now: clock.now(),
    })
    return assemble(options, places, lock, database)
  } catch (cause) {
    database.close()
    throw cause
  }
}

function assemble(
  options: StoreOptions,
  places: Places,
  lock: FolderLock,
  database: Database.Database,
): Store {
  const { folder, clock, ids } = options
  const side =
    options.kind === 'serve' || options.kind === 'desktop'
      ? workAside(places, database, clock, options.large)
      : workHere(places, database)
  const checkpoints = createCheckpoints(side.emptyLog, () => framesInLog(database), clock)
  const people = createPeopleReads(side.read)
  const guard = createGuard(database, places.database, folder, checkpoints.committed)
  const large = createLargeValues(database)
  const { journal, kept, states, triggers } = createJournal(database, large, {
    clock,
    guard,
    explain: (cause) => cannotWrite(cause, folder),
    committed() {
      checkpoints.committed()
      pruning.committed()
    },
  })
  /** what waits to be written of a flow of which nothing is left */
  const forget = (flowId: string) => {
    for (const part of [kept, states, triggers]) part.forget(flowId)
  }
  const pruning = createPruning(database, clock, {
    wrote: checkpoints.committed,
    pruned: (run) => void dropCallFiles(places.calls, run),
    flowGone: forget,
  })
  const versions = createVersions(database)
  const tokens = createTokens(database, { clock, ids, guard })
  const key = createSecretKey(places.key, options.keychain)
  const settings = createSettings(database, guard)
  const secrets = createSecrets(database, { clock, guard, key })
  const backups = createBackups(places.backups, clock, async (to) => {
    await journal.flush()
    await side.backUp(to)
  })
  let closing: Promise<void> | undefined
  return {
    journal,
    versions,
    kept,
    states,
    triggers,
    tokens,
    secrets,
    settings,
    backups,
    size: () => fileSize(places.database) + fileSize(places.wal),
    askTokens: createAskTokens(settings),
    backpack: createBackpack(database, { clock, ids, guard }),
    runs: createRuns({ people, search: side.search, searchMs: options.searchMs, journal, large }),
    flows: createFlows({ database, people, guard, versions, journal, forget, clock, ids }),
    announce: lock.announce,
    close: () => (closing ??= close()),
  }

  async function close(): Promise<void> {
    const written = journal.settle()
    const refused = journal.halted()
    journal.stop()
    checkpoints.stop()
    pruning.stop()
    tokens.stop()
    secrets.stop()
    backups.stop()
    try {
      if (written) {
        tokens.settle()
        secrets.settle()
      }
    } finally {
      await side.close()
      if (written) tryToEmptyLog(database)
      database.close()
      lock.release()
    }
    if (!written && refused) throw refused
  }
}

function tryToEmptyLog(database: Database.Database): void {
  try {
    emptyLog(database, 'cut')
  } catch {
    // a full disk: the log holds everything, the next start takes it in
  }
}

function openingError(cause: unknown, folder: string, places: Places): unknown {
  if (cause instanceof AppError) return cause
  if (isDamage(cause)) return damaged(places.database, String(cause), newestGoodBackup(places.backups), cause)
  if (isReadOnly(cause)) return unwritable(folder, cause)
  return isWriteFault(cause) ? cannotWrite(cause, folder) : cause
}
