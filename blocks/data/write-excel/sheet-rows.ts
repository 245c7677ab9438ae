import type { BlockContext } from '#shared/block'
import type { Json } from '#shared/flow'
import { cellOf, valuesOf } from '#shared/table'
import { isoDate } from './iso-date.ts'
import type { ColumnPlan, PlannedColumn } from './plan-columns.ts'

export type SheetCell = string | number | boolean | Date | null

/** Rows as cells, one after the other: texts are texts, whatever they begin with, so none becomes a formula. */
export async function* sheetRows(
  rows: readonly Json[],
  { names, columns, header }: ColumnPlan,
  ctx: Pick<BlockContext, 'breathe' | 'zone' | 'progress'>,
): AsyncGenerator<SheetCell[]> {
  if (header) yield columns.map(({ title }) => textCell(title))
  for (const [index, row] of rows.entries()) {
    const values = valuesOf(row, index, names)
    yield values.map((value, i) => cell(value, columns[i] as PlannedColumn, ctx.zone))
    if (index % 1000 === 0) ctx.progress(index / rows.length)
    const turn = ctx.breathe()
    if (turn) await turn
  }
}

function cell(value: Json, { kind }: PlannedColumn, zone: string): SheetCell {
  if (value === null || value === '') return null
  if (kind === 'date') return isoDate(value, zone)?.date ?? null
  if (kind === 'number') return Number(value)
  if (kind === 'auto' && (typeof value === 'number' || typeof value === 'boolean')) return value
  return textCell(cellOf(value))
}

/** `_x000D_` in a text would be read as the character with that number, so its beginning is written as one. */
const textCell = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
