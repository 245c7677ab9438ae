import type { BlockContext } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { boundParameters } from './bound-parameters.ts'
import { rowsOf, type SqlConfig, sqlOf } from './query-sql.ts'
import { isBusy } from './sql-errors.ts'
import { FromSql } from './sql-values.ts'
import { type OpenDatabase, sqlError, withDatabase } from './with-database.ts'
import { withPatience } from './with-patience.ts'

/**
 * Runs SQL that changes something, all or nothing: one statement, or several when there are no parameters.
 * @returns how many rows were changed, the id of the last one made, and the rows of a RETURNING
 */
export async function runSql(config: SqlConfig, ctx: BlockContext): Promise<JsonObject> {
  const sql = sqlOf(config)
  const bound = boundParameters(config.parameters)
  return withDatabase(config.file, 'change', ctx, (open) =>
    withPatience(config.file, ctx, async () => {
      try {
        return await runOnce(open, sql, bound, ctx)
      } catch (error) {
        if (open.db.inTransaction) open.db.exec('ROLLBACK')
        throw isBusy(error) ? error : sqlError(error, open, sql)
      }
    }),
  )
}

async function runOnce(
  open: OpenDatabase,
  sql: string,
  bound: unknown[],
  ctx: BlockContext,
): Promise<JsonObject> {
  const { db } = open
  if (bound.length === 0 && hasMany(open, sql)) {
    const before = totalChanges(open)
    db.exec('BEGIN IMMEDIATE')
    db.exec(sql)
    db.exec('COMMIT')
    return done(Number(totalChanges(open) - before), lastId(open), ctx)
  }
  const statement = db.prepare(sql)
  if (statement.reader) {
    const before = totalChanges(open)
    const rows = await rowsOf(statement, bound, ctx)
    return { ...done(Number(totalChanges(open) - before), lastId(open), ctx), rows }
  }
  const { changes, lastInsertRowid } = statement.run(...bound)
  // SQL that begins a transaction and does not end it has changed nothing
  if (db.inTransaction) db.exec('COMMIT')
  return done(changes, lastInsertRowid, ctx)
}

function hasMany({ db }: OpenDatabase, sql: string): boolean {
  try {
    db.prepare(sql)
    return false
  } catch (error) {
    return error instanceof RangeError && error.message.includes('more than one statement')
  }
}

const scalar = ({ db }: OpenDatabase, sql: string): bigint => db.prepare(sql).pluck().get() as bigint
const totalChanges = (open: OpenDatabase): bigint => scalar(open, 'SELECT total_changes()')
const lastId = (open: OpenDatabase): bigint => scalar(open, 'SELECT last_insert_rowid()')

function done(changes: number, id: number | bigint, { log }: BlockContext): { changes: Json; lastId: Json } {
  return { changes, lastId: id === 0n || id === 0 ? null : new FromSql(log).value(id) }
}
