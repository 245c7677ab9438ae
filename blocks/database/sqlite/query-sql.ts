import type Database from 'better-sqlite3'
import type { BlockContext } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { columnNames } from '#shared/table'
import { boundParameters } from './bound-parameters.ts'
import { refuseOtherFiles } from './refuse-other-files.ts'
import { isBusy } from './sql-errors.ts'
import { FromSql } from './sql-values.ts'
import { type OpenDatabase, sqlError, withDatabase } from './with-database.ts'
import { withPatience } from './with-patience.ts'

export type SqlConfig = { file: string; sql?: string | undefined; parameters?: Json | undefined }

/** The rows of a query. @throws AppError `sqlite.*`, `data.too-large` */
export async function querySql(config: SqlConfig, ctx: BlockContext): Promise<JsonObject[]> {
  const sql = sqlOf(config)
  const bound = boundParameters(config.parameters)
  return withDatabase(config.file, 'look', ctx, (open) =>
    withPatience(config.file, ctx, async () => {
      try {
        return await rowsOf(queryOf(open, sql), bound, ctx)
      } catch (error) {
        throw isBusy(error) ? error : sqlError(error, open, sql)
      }
    }),
  )
}

/** @throws AppError `config.required`, `sqlite.other-file` */
export function sqlOf({ sql = '' }: SqlConfig): string {
  if (sql.trim() === '')
    throw new AppError({
      code: 'config.required',
      message: '"SQL" is empty.',
      fix: 'Write what to ask or run, for example SELECT * FROM people.',
      details: { field: 'sql' },
    })
  refuseOtherFiles(sql)
  return sql
}

function queryOf({ db }: OpenDatabase, sql: string): Database.Statement {
  const statement = db.prepare(sql)
  if (statement.reader && statement.readonly) return statement
  throw new AppError({
    code: 'sqlite.not-a-query',
    message: statement.reader
      ? 'This SQL changes something, and "ask with SQL" only looks.'
      : 'This SQL gives no rows, so there is nothing to ask.',
    fix: 'Choose "run SQL" for what changes the database.',
    details: { field: 'sql' },
  })
}

/** What one value may hold, counted as the engine counts it. */
const LARGEST = 64 * 1024 * 1024

/** Rows as objects; a column whose name is there already gets a number. */
export async function rowsOf(
  statement: Database.Statement,
  bound: readonly unknown[],
  ctx: Pick<BlockContext, 'breathe' | 'log'>,
): Promise<JsonObject[]> {
  const names = columnNames(statement.columns().map(({ name }) => name))
  const from = new FromSql(ctx.log)
  const rows: JsonObject[] = []
  let left = LARGEST
  for (const values of statement.raw(true).iterate(...bound) as IterableIterator<unknown[]>) {
    const row: Record<string, Json> = {}
    for (let i = 0; i < names.length; i++) {
      const value = from.value(values[i])
      row[names[i] as string] = value
      left -= typeof value === 'string' ? value.length + 3 : 6
    }
    if (left < 0) throw tooLarge(rows.length)
    rows.push(row)
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return rows
}

const tooLarge = (rows: number): AppError =>
  new AppError({
    code: 'data.too-large',
    message: `The SQL gives too many rows for one value: after ${rows} rows it would be over 64 MB.`,
    fix: 'Ask for less: fewer columns, a WHERE, or a part at a time with LIMIT.',
    details: { rows },
  })
