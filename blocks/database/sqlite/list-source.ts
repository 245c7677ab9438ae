import type { Json } from '#shared/flow'
import { columnsOf, valuesOf } from '#shared/table'
import type { RowBatch } from './row-batch.ts'
import { toSql } from './sql-values.ts'

/** Rows that are prepared at once: others get their turn in between. */
const BATCH = 500

type ListConfig = { rows?: readonly Json[] | undefined; columns?: readonly Json[] | undefined }

/** Rows of a list. @throws AppError `data.not-a-row`, `data.bad-column` */
export function* listSource({ rows = [], columns }: ListConfig): Generator<RowBatch> {
  const names = columnsOf(rows, columns)
  const types = typesOf(rows, names)
  for (let at = 0; at < rows.length; at += BATCH) {
    const some = rows.slice(at, at + BATCH)
    yield { names, types, rows: some.map((row, i) => valuesOf(row, at + i, names).map(toSql)) }
  }
}

const RANK = ['INTEGER', 'REAL', 'TEXT']

/** The narrowest type that holds all values of a column. */
function typesOf(rows: readonly Json[], names: readonly string[] | undefined): string[] {
  const ranks: number[] = []
  for (const [index, row] of rows.entries())
    for (const [i, value] of valuesOf(row, index, names).entries())
      ranks[i] = Math.max(ranks[i] ?? -1, rankOf(value))
  return (names ?? ranks).map((_, i) => RANK[ranks[i] ?? -1] ?? 'TEXT')
}

function rankOf(value: Json): number {
  if (value === null) return -1
  if (typeof value === 'boolean') return 0
  return typeof value === 'number' ? (Number.isSafeInteger(value) ? 0 : 1) : 2
}
