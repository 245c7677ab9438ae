import { statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import type { Clock } from '../runtime/ports.ts'

/**
 * Brings the write-ahead log into the database file and empties it, when nothing was written for a while or
 * when it has grown large. SQLite's own check-pointing is off, so that no step pays for it by chance.
 */
export type Checkpoints = {
  /** after every commit */
  committed(): void
  /** empties the log now, as far as readers let it */
  now(): void
  stop(): void
}

const IDLE_MS = 2000
const LARGEST_LOG = 64 << 20
/** the log's size is looked at once in so many commits */
const LOOK_EVERY = 64

export function createCheckpoints(database: Database.Database, wal: string, clock: Clock): Checkpoints {
  database.pragma('wal_autocheckpoint = 0')
  let cancel: (() => void) | null = null
  let commits = 0
  let seen = 0

  const now = () => {
    seen = commits
    try {
      database.pragma('wal_checkpoint(TRUNCATE)')
    } catch {
      // a full disk: the log holds everything, the next one tries again
    }
  }
  const wait = () => {
    const before = commits
    cancel = clock.after(IDLE_MS, () => {
      cancel = null
      if (commits !== before) wait()
      else now()
    })
  }
  return {
    now,
    committed() {
      commits += 1
      if (commits - seen >= LOOK_EVERY) {
        seen = commits
        if (sizeOf(wal) > LARGEST_LOG) now()
      }
      if (!cancel) wait()
    },
    stop() {
      cancel?.()
      cancel = null
    },
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
