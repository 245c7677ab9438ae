import type Database from 'better-sqlite3'
import type { HatId, SeenFile, WatchedFilesStore } from '../runtime/ports.ts'

export type StoredFiles = WatchedFilesStore & {
  /** what waits goes into the transaction that is open; @returns what is to be called when it was committed */
  write(): () => void
  /** the flow was deleted, its rows are gone */
  forget(flowId: string): void
}

/** By hat and path; null takes it away. */
type Waiting<T> = Map<string, { hat: HatId; path: string; now: T | null }>

const nameOf = ({ flowId, block }: HatId): string => `${flowId}\n${block}`

/** What triggers know of files. `touch` asks for a commit soon. */
export function createTriggerFiles(database: Database.Database, touch: () => void): StoredFiles {
  const statements = prepare(database)
  const seen: Waiting<SeenFile> = new Map()
  const noticed: Waiting<true> = new Map()
  const put = <T>(those: Waiting<T>, hat: HatId, path: string, now: T | null) => {
    those.set(`${nameOf(hat)}\n${path}`, { hat, path, now })
    touch()
  }

  return {
    seen(hat) {
      const stored = statements.seen.all(hat.flowId, hat.block)
      return [...withWaiting(new Map(stored.map((file) => [file.path, file])), seen, hat).values()]
    },
    see: (hat, file) => put(seen, hat, file.path, file),
    unsee: (hat, path) => put(seen, hat, path, null),
    noticed(hat) {
      const stored = statements.noticed.all(hat.flowId, hat.block)
      return [...withWaiting(new Map(stored.map((path) => [path, true as const])), noticed, hat).keys()]
    },
    notice: (hat, path) => put(noticed, hat, path, true),
    unnotice: (hat, path) => put(noticed, hat, path, null),
    write() {
      for (const { hat, path, now } of seen.values())
        if (now) statements.see.run(hat.flowId, hat.block, path, now.size, now.modified, now.inode)
        else statements.unsee.run(hat.flowId, hat.block, path)
      for (const { hat, path, now } of noticed.values())
        statements[now ? 'notice' : 'unnotice'].run(hat.flowId, hat.block, path)
      return () => {
        seen.clear()
        noticed.clear()
      }
    },
    forget(flowId) {
      for (const those of [seen, noticed])
        for (const [name, { hat }] of those) if (hat.flowId === flowId) those.delete(name)
    },
  }
}

/** What is stored of a hat, with what waits to be. */
function withWaiting<T>(stored: Map<string, T>, waiting: Waiting<T>, hat: HatId): Map<string, T> {
  for (const { hat: of, path, now } of waiting.values()) {
    if (nameOf(of) !== nameOf(hat)) continue
    if (now) stored.set(path, now)
    else stored.delete(path)
  }
  return stored
}

const prepare = (database: Database.Database) => ({
  seen: database.prepare<[string, string], SeenFile>(
    'SELECT path, size, modified, inode FROM seen_files WHERE flow_id = ? AND block = ?',
  ),
  see: database.prepare(
    `INSERT INTO seen_files (flow_id, block, path, size, modified, inode) VALUES (?,?,?,?,?,?)
     ON CONFLICT DO UPDATE SET size = excluded.size, modified = excluded.modified, inode = excluded.inode`,
  ),
  unsee: database.prepare('DELETE FROM seen_files WHERE flow_id = ? AND block = ? AND path = ?'),
  noticed: database
    .prepare<[string, string], string>('SELECT path FROM noticed_files WHERE flow_id = ? AND block = ?')
    .pluck() as Database.Statement<[string, string], string>,
  notice: database.prepare('INSERT OR IGNORE INTO noticed_files (flow_id, block, path) VALUES (?,?,?)'),
  unnotice: database.prepare('DELETE FROM noticed_files WHERE flow_id = ? AND block = ? AND path = ?'),
})
