import type Database from 'better-sqlite3'
import { AppError } from '#shared/error'
import type { RowBatch } from './row-batch.ts'
import { tablesOf } from './sql-errors.ts'

/** Which table rows go into, and how. */
export type FilledTable = {
  table: string
  /** columns by which a row is the same as one that is there: that one is updated; null: rows are only added */
  conflict: readonly string[] | null
  createTable: boolean
}
export type TableColumns = FilledTable & { columns: readonly string[] }

/** A name as SQL writes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * The columns that rows fill, by the names the table has for them; the table is made where that was asked for.
 * @throws AppError `sqlite.no-such-table`, `sqlite.no-such-column`
 */
export function fillTable(db: Database.Database, plan: FilledTable, batch: RowBatch): TableColumns {
  let held = columnsOfTable(db, plan.table)
  if (held.length === 0) {
    if (!plan.createTable) throw noSuchTable(db, plan.table)
    makeTable(db, plan, batch)
    held = columnsOfTable(db, plan.table)
  }
  const names = batch.names ?? held.slice(0, batch.rows[0]?.length ?? 0)
  return {
    ...plan,
    columns: names.map((name) => known(name, held, plan.table)),
    conflict: plan.conflict?.map((name) => known(name, held, plan.table)) ?? null,
  }
}

/** Columns that are computed by the table are none of these. */
const columnsOfTable = (db: Database.Database, table: string): string[] =>
  db.prepare('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0').pluck().all(table) as string[]

function makeTable(db: Database.Database, { table, conflict }: FilledTable, batch: RowBatch): void {
  const names = batch.names ?? (batch.rows[0] ?? []).map((_, i) => `column${i + 1}`)
  const parts = names.map((name, i) => `${quoted(name)} ${batch.types[i] ?? 'TEXT'}`)
  if (conflict)
    parts.push(`PRIMARY KEY (${conflict.map((name) => quoted(known(name, names, table))).join(', ')})`)
  db.exec(`CREATE TABLE ${quoted(table)} (${parts.join(', ')})`)
}

/** SQL knows no capital letters in names. */
function known(name: string, held: readonly string[], table: string): string {
  const found =
    held.find((one) => one === name) ?? held.find((one) => one.toLowerCase() === name.toLowerCase())
  if (found !== undefined) return found
  throw new AppError({
    code: 'sqlite.no-such-column',
    message: `The table "${table}" has no column "${name}".`,
    fix: `It has: ${held.slice(0, 30).join(', ')}. Say under "Columns" which are filled.`,
    details: { column: name },
  })
}

const noSuchTable = (db: Database.Database, table: string): AppError =>
  new AppError({
    code: 'sqlite.no-such-table',
    message: `There is no table "${table}" in the database.`,
    fix: `${tablesOf(db)} Or choose that it is made.`,
    details: { table },
  })
