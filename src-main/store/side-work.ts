import type Database from 'better-sqlite3'
import type { Clock } from '../runtime/ports.ts'
import { writeBackup } from './backup.ts'
import { emptyLog, type LogFile } from './checkpoint.ts'
import type { Places } from './data-folder.ts'
import { openReader } from './database.ts'
import { fileSize } from './file-size.ts'
import { type ReadRows, readsHere } from './people-reads.ts'
import { type Searched, type SearchOrder, searchRuns } from './run-search.ts'
import { createThreadLink } from './thread-link.ts'

/** What need not be done by the connection that writes. */
export type SideWork = {
  read: ReadRows
  /** looks through the data of runs, for as long as the order allows */
  search(order: SearchOrder): Promise<Searched>
  /** @returns a promise where it is done elsewhere */
  emptyLog(file: LogFile): Promise<unknown> | undefined
  /** a whole, compact and checked copy of the database as it is now, in a new file */
  backUp(to: string): Promise<void>
  close(): Promise<void>
}

/** Here, for a command, which would only wait for a thread. */
export function workHere(places: Places, writer: Database.Database): SideWork {
  const reader = openReader(places.database)
  return {
    read: readsHere(reader),
    search: async (order) => searchRuns(reader, order),
    emptyLog(file) {
      emptyLog(writer, file)
      return undefined
    },
    backUp: async (to) => writeBackup(reader, to),
    close: async () => void reader.close(),
  }
}

/** Bytes from which the store's thread is worth its 15 MB: a log of 4 MB is brought over in 10 ms. */
const LARGE_LOG = 4 << 20
const LARGE_DATABASE = 64 << 20

/**
 * For a host, which has runs to attend to: what is small here, what is large on the store's thread.
 * @param large bytes of log and database from which they are large; tests take less
 */
export function workAside(
  places: Places,
  writer: Database.Database,
  clock: Clock,
  large = { log: LARGE_LOG, database: LARGE_DATABASE },
): SideWork {
  const thread = createThreadLink(places.database, clock)
  // as long as it takes: neither a run nor who looks at the studio waits for it
  const copier = createThreadLink(places.database, clock)
  let copying: Promise<unknown> | undefined
  const here = workHere(places, writer)
  let closed = false
  const bringIn = (file: LogFile) =>
    fileSize(places.wal) < large.log ? here.emptyLog(file) : thread.ask({ do: 'checkpoint', file })
  return {
    read: (sql, parameters) =>
      fileSize(places.database) + fileSize(places.wal) < large.database
        ? here.read(sql, parameters)
        : thread.ask({ do: 'read', sql, parameters }),
    // it takes what time it may, also in a small database
    search: async (order) => (await thread.ask({ do: 'search', order }))[0] as Searched,
    // a copy reads the log: emptying it would wait for that with the writer in its hands
    emptyLog: (file) => (copying ? copying.then(() => (closed ? undefined : bringIn(file))) : bringIn(file)),
    async backUp(to) {
      const work = copier.ask({ do: 'back-up', to })
      copying = work.catch(() => {})
      await work.finally(() => {
        copying = undefined
      })
    },
    async close() {
      closed = true
      await here.close()
      await copier.close()
      await thread.close()
    },
  }
}
