import type Database from 'better-sqlite3'
import type { Clock } from '../runtime/ports.ts'

/**
 * Brings the write-ahead log into the database file and empties it, when nothing was written for a while or
 * when it has grown large. SQLite's own check-pointing is off, so that no step pays for it by chance. While much is
 * written the log's file keeps its length: a commit that writes over old frames needs 0.6 of the time of one that
 * makes the file longer, as the file system then has nothing of its own to keep.
 */
export type Checkpoints = {
  /** after every commit */
  committed(): void
  stop(): void
}

const IDLE_MS = 2000
/** frames: with pages of 4 KB a log of 64 MB */
const LARGEST_LOG = 16_384
/** the log's length is looked at once in so many commits */
const LOOK_EVERY = 64

/** What becomes of the log's file when the log is empty: cut to nothing, or kept to be written over. */
export type LogFile = 'cut' | 'kept'

/** Frames (pages) that emptying, which holds up the writer, may have left to bring over. */
const SMALL = 256
const MOST_ROUNDS = 8

/**
 * Brings the log into the database file and empties it, as far as readers let it. Most of the work is done
 * without holding up who writes on another connection.
 */
export function emptyLog(database: Database.Database, file: LogFile): void {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const [found] = database.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[]
    if (!found || found.log - found.checkpointed < SMALL) break
  }
  database.pragma(file === 'cut' ? 'wal_checkpoint(TRUNCATE)' : 'wal_checkpoint(RESTART)')
}

/** @returns how many frames of the log count, brought over or not: its file may be longer */
export function framesInLog(database: Database.Database): number {
  const [found] = database.pragma('wal_checkpoint(NOOP)') as { log: number }[]
  return Math.max(0, found?.log ?? 0)
}

/**
 * @param empty `emptyLog`, here or on the store's thread
 * @param frames `framesInLog`
 */
export function createCheckpoints(
  empty: (file: LogFile) => Promise<unknown> | undefined,
  frames: () => number,
  clock: Clock,
): Checkpoints {
  let cancel: (() => void) | null = null
  let commits = 0
  let seen = 0
  let underWay = false

  const ended = () => {
    underWay = false
  }
  const now = (file: LogFile) => {
    seen = commits
    if (underWay) return wait()
    try {
      const elsewhere = empty(file)
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
      else now('cut')
    })
  }
  return {
    committed() {
      commits += 1
      if (commits - seen >= LOOK_EVERY) {
        seen = commits
        if (frames() > LARGEST_LOG) now('kept')
      }
      wait()
    },
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
