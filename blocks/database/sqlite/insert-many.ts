import type { BlockContext } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { csvSource } from './csv-source.ts'
import { type FilledTable, fillTable } from './fill-table.ts'
import { listSource } from './list-source.ts'
import { RowInserter } from './row-inserter.ts'
import { sqlError, withDatabase } from './with-database.ts'
import { withPatience } from './with-patience.ts'

export type InsertConfig = {
  file: string
  table?: string | undefined
  rows?: readonly Json[] | undefined
  from?: string | undefined
  columns?: readonly Json[] | undefined
  conflict?: readonly Json[] | undefined
  createTable: boolean
  delimiter: string
  encoding: string
}

/**
 * Brings rows into a table, all of them or none, as they come: a CSV file of any size takes little memory.
 * @param isUpsert rows whose conflict columns are there already are updated
 * @returns how many rows were brought in
 */
export async function insertMany(
  config: InsertConfig,
  ctx: BlockContext,
  isUpsert: boolean,
): Promise<{ rows: number }> {
  const plan = planOf(config, isUpsert)
  const source = config.from ? csvSource(config, config.from, ctx) : listSource(config)
  return withDatabase(config.file, 'change', ctx, async (open) => {
    const { db } = open
    await withPatience(config.file, ctx, () => void db.exec('BEGIN IMMEDIATE'))
    let inserter = null as RowInserter | null
    try {
      for await (const batch of source) {
        inserter ??= new RowInserter(db, fillTable(db, plan, batch), config.from ?? null)
        inserter.add(batch.rows)
        const turn = ctx.breathe()
        if (turn) await turn
      }
      inserter?.end()
    } catch (error) {
      throw sqlError(error, open)
    }
    await withPatience(config.file, ctx, () => void db.exec('COMMIT'))
    return { rows: inserter?.count ?? 0 }
  })
}

function planOf(config: InsertConfig, isUpsert: boolean): FilledTable {
  const table = config.table?.trim() ?? ''
  if (table === '') throw missing('table', '"Table" is empty.', 'Write the name of the table.')
  if ((config.rows !== undefined) === (config.from !== undefined && config.from !== ''))
    throw missing(
      'rows',
      config.rows ? 'There are both rows and a CSV file.' : 'There are neither rows nor a CSV file.',
      'Fill in "Rows" or "CSV file", and leave the other one empty.',
    )
  const conflict = isUpsert ? (config.conflict ?? []).map(String) : null
  if (conflict?.length === 0)
    throw missing(
      'conflict',
      'It is not said by which columns a row is the same.',
      'Name them, for example ["id"]; they need a PRIMARY KEY or UNIQUE in the table.',
    )
  return { table, conflict, createTable: config.createTable }
}

const missing = (field: string, message: string, fix: string): AppError =>
  new AppError({ code: 'config.required', message, fix, details: { field } })
