import Database from 'better-sqlite3'
import type { BlockContext } from '#shared/block'
import { AppError } from '#shared/error'
import { inWords } from './sql-errors.ts'
import { withPatience } from './with-patience.ts'

export type OpenDatabase = {
  readonly db: Database.Database
  /** as it was written, for sentences */
  readonly file: string
}

/** "BLKL" in SQLite's application id: the database of a Blockloom itself. */
const OWN_ID = 0x424c4b4c

/**
 * Opens a database of its own connection, for one deed: to look, so that nothing can be written, or to change it,
 * which makes a new one where there is none. How it keeps its journal is left as it is.
 * @throws AppError `sqlite.*`, and of `BlockFiles.resolve`
 */
export async function withDatabase<T>(
  file: string,
  to: 'look' | 'change',
  ctx: Pick<BlockContext, 'files' | 'sleep'>,
  deed: (open: OpenDatabase) => Promise<T>,
): Promise<T> {
  const path = await ctx.files.resolve(file)
  if (/(^|[\\/])blockloom\.db(-wal|-shm|-journal)?$/i.test(path)) throw ownDatabase(file)
  if (to === 'look') await ctx.files.info(path)
  const isNew = to === 'change' && (await ctx.files.facts(path, false)) === undefined
  const folder = `${path}/..`
  if (isNew && !(await ctx.files.facts(folder, false))) await ctx.files.makeFolder(folder)
  try {
    const db = await withPatience(file, ctx, () => openAt(path, to, file))
    try {
      return await deed({ db, file })
    } finally {
      // what is not committed is taken back with it
      db.close()
    }
  } catch (error) {
    // a deed that failed leaves no empty file behind
    if (isNew && (await ctx.files.facts(path, false))?.size === 0) await ctx.files.remove(path, 'for ever')
    throw error
  }
}

function openAt(path: string, to: 'look' | 'change', file: string): Database.Database {
  // waiting for others is done between tries, never while the thread is held
  const db = new Database(path, { readonly: to === 'look', fileMustExist: to === 'look', timeout: 0 })
  try {
    if (db.pragma('application_id', { simple: true }) === OWN_ID) throw ownDatabase(file)
    // a view or trigger of the file is somebody else's, and may not call what does more than compute
    db.pragma('trusted_schema = OFF')
    return db.defaultSafeIntegers(true)
  } catch (error) {
    db.close()
    throw error
  }
}

/** @returns the error in plain words, with its place in the SQL where it has one */
export const sqlError = (error: unknown, open: OpenDatabase, sql?: string): unknown =>
  inWords(error, open.file, sql === undefined ? undefined : { db: open.db, sql })

const ownDatabase = (file: string): AppError =>
  new AppError({
    code: 'sqlite.own-database',
    message: `${file} is Blockloom's own database, which flows may not open.`,
    fix: 'Use a database of your own.',
  })
