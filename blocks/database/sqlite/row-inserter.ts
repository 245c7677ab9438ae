import type Database from 'better-sqlite3'
import { AppError } from '#shared/error'
import { quoted, type TableColumns } from './fill-table.ts'
import { isBusy } from './sql-errors.ts'
import type { SqlValue } from './sql-values.ts'

type Row = readonly SqlValue[]

/** Values that one statement binds: many rows by one are a third faster than one by one. */
const AT_ONCE = 900

/** Inserts rows, many by one statement, inside a transaction that is the caller's. */
export class RowInserter {
  count = 0
  readonly #db: Database.Database
  readonly #into: TableColumns
  /** the CSV file they are from */
  readonly #file: string | null
  readonly #single: Database.Statement
  readonly #many: Database.Statement
  readonly #size: number
  readonly #waiting: Row[] = []

  constructor(db: Database.Database, into: TableColumns, file: string | null) {
    this.#db = db
    this.#into = into
    this.#file = file
    this.#size = Math.max(1, Math.floor(AT_ONCE / Math.max(1, into.columns.length)))
    this.#single = this.#prepare(1)
    this.#many = this.#prepare(this.#size)
  }

  #prepare(rows: number): Database.Statement {
    const { table, columns, conflict } = this.#into
    const row = `(${columns.map(() => '?').join(',')})`
    const head = `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(',')}) VALUES `
    try {
      return this.#db.prepare(head + Array(rows).fill(row).join(',') + onConflict(columns, conflict))
    } catch (error) {
      throw inWords(error, conflict ?? [])
    }
  }

  /** @throws AppError that names the row; SQLite's own errors of the whole database */
  add(rows: readonly Row[]): void {
    for (const row of rows) {
      this.#waiting.push(row)
      if (this.#waiting.length === this.#size) this.#addMany(this.#many, this.#waiting.splice(0))
    }
  }

  /** What still waits for company. @throws as `add` does */
  end(): void {
    for (const row of this.#waiting.splice(0)) this.#addOne(row)
  }

  #addMany(statement: Database.Statement, rows: readonly Row[]): void {
    const width = this.#into.columns.length
    const values: SqlValue[] = []
    for (const row of rows)
      for (let column = 0; column < width; column++) values.push(row[column] as SqlValue)
    try {
      if (rows.some((row) => row.length !== width)) throw new RangeError('rows of other lengths')
      statement.run(values)
      this.count += rows.length
    } catch (error) {
      if (isBusy(error)) throw error
      // the statement is taken back as a whole; one by one shows which row it was
      for (const row of rows) this.#addOne(row)
    }
  }

  #addOne(row: Row): void {
    const { columns } = this.#into
    if (row.length !== columns.length)
      throw this.#refused(`it has ${row.length} values for ${columns.length} columns`)
    try {
      this.#single.run(row)
      this.count++
    } catch (error) {
      if (
        !(error instanceof Error) ||
        !/^SQLITE_(CONSTRAINT|MISMATCH|ERROR|TOOBIG)/.test(String(codeOf(error)))
      )
        throw error
      throw this.#refused(error.message, error)
    }
  }

  #refused(why: string, cause?: Error): AppError {
    const row = this.count + 1
    return new AppError({
      code: 'sqlite.row-refused',
      message: `Row ${row}${this.#file ? ` of ${this.#file}` : ''} is not taken: ${why}.`,
      fix: 'Nothing was brought in. Change that row, or what the table asks of it.',
      details: { row, ...(cause && { sqlite: codeOf(cause) }) },
      cause,
    })
  }
}

const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined)

/** sqlite.org/lang_upsert.html */
function onConflict(columns: readonly string[], conflict: readonly string[] | null): string {
  if (!conflict) return ''
  const others = columns.filter((name) => !conflict.includes(name))
  const set = others.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ')
  return ` ON CONFLICT (${conflict.map(quoted).join(', ')}) DO ${set === '' ? 'NOTHING' : `UPDATE SET ${set}`}`
}

function inWords(error: unknown, conflict: readonly string[]): unknown {
  if (!(error instanceof Error) || !error.message.startsWith('ON CONFLICT clause does not match'))
    return error
  return new AppError({
    code: 'sqlite.no-such-key',
    message: `The table has no PRIMARY KEY or UNIQUE of just these columns: ${conflict.join(', ')}.`,
    fix: `Make one: CREATE UNIQUE INDEX people_key ON people (${conflict.join(', ')}).`,
    details: { field: 'conflict' },
    cause: error,
  })
}
