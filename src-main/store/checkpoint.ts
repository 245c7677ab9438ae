import type Database from 'better-sqlite3'
import type { Clock } from '../runtime/ports.ts'
import { fileSize } from './file-size.ts'

/**
 * Brings the write-ahead log into the database file and empties it, when nothing was written for a while or
 * when it has grown large. SQLite's own check-pointing is off, so that no step pays for it by chance.
 */
export type Checkpoints = {
  /** after every commit */
  committed(): void
  stop(): void
}

const IDLE_MS = 2000
const LARGEST_LOG = 64 << 20
/** the log's size is looked at once in so many commits */
const LOOK_EVERY = 64

/** Frames (pages) that TRUNCATE, which holds up the writer, may have left to bring over. */
const SMALL = 256
const MOST_ROUNDS = 8

/**
 * Brings the log into the database file and empties it, as far as readers let it. Most of the work is done
 * without holding up who writes on another connection.
 */
export function emptyLog(database: Database.Database): void {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const [found] = database.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[]
    if (!found || found.log - found.checkpointed < SMALL) break
  }
  database.pragma('wal_checkpoint(TRUNCATE)')
}

/** @param empty `emptyLog`, here or on the store's thread */
export function createCheckpoints(
  empty: () => Promise<unknown> | undefined,
  wal: string,
  clock: Clock,
): Checkpoints {
  let cancel: (() => void) | null = null
  let commits = 0
  let seen = 0
  let underWay = false

  const ended = () => {
    underWay = false
  }
  const now = () => {
    seen = commits
    if (underWay) return wait()
    try {
      const elsewhere = empty()
      if (!elsewhere) return
      underWay = true
      elsewhere.then(ended, ended)
    } catch {
      // a full disk: the log holds everything, the next one tries again
    }
  }
  const wait = () => {
    if (cancel) return
    const before = commits
    cancel = clock.after(IDLE_MS, () => {
      cancel = null
      if (commits !== before) wait()
      else now()
    })
  }
  return {
    committed() {
      commits += 1
      if (commits - seen >= LOOK_EVERY) {
        seen = commits
        if (fileSize(wal) > LARGEST_LOG) now()
      }
      wait()
    },
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
