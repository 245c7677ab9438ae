import type { BlockContext } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { cellOf, columnNames } from '#shared/table'
import { cellValue } from './cell-value.ts'
import { notANumber, tooLargeValue } from './excel-errors.ts'
import type { ReadSheet } from './read-sheet.ts'

export type TableRules = {
  header: boolean
  /** from 1; undefined: the first in which there is something */
  firstRow: number | undefined
  fillMerged: boolean
  file: string
}
type Row = (string | number | boolean | null)[]

/** What one value may hold, counted as the engine counts it. */
const LARGEST = 64 * 1024 * 1024

/** The rows of a sheet as objects; empty rows are left out. */
export async function tableOf(
  sheet: ReadSheet,
  { header, firstRow, fillMerged, file }: TableRules,
  ctx: Pick<BlockContext, 'breathe'>,
): Promise<JsonObject[]> {
  const rows: Row[] = []
  let left = LARGEST
  for (const cells of sheet.rows) {
    const row = cells.map((cell) => cellValue(cell, sheet.from1904))
    rows.push(row)
    for (const value of row) left -= typeof value === 'string' ? value.length + 3 : 6
    if (left < 0) throw tooLargeValue(file, rows.length - 1)
    const infinite = row.findIndex((value) => typeof value === 'number' && !Number.isFinite(value))
    if (infinite >= 0) throw notANumber(file, rows.length, infinite + 1)
    const turn = ctx.breathe()
    if (turn) await turn
  }
  if (fillMerged) fill(rows, sheet)
  const begin = firstRow === undefined ? rows.findIndex(hasValue) : firstRow - 1
  const table = begin < 0 ? [] : rows.slice(begin)
  const width = table.reduce((most, row) => Math.max(most, lastValue(row) + 1), 0)
  const names = columnNames(Array.from({ length: width }, (_, i) => (header ? cellOf(table[0]?.[i]) : '')))
  return table
    .slice(header ? 1 : 0)
    .filter(hasValue)
    .map((row) => asObject(names, row))
}

function fill(rows: Row[], { merges }: ReadSheet): void {
  for (const { startRow, startCol, endRow, endCol } of merges) {
    const value = rows[startRow]?.[startCol] ?? null
    for (const row of rows.slice(startRow, endRow + 1))
      for (let column = startCol; column <= Math.min(endCol, row.length - 1); column++) row[column] = value
  }
}

const hasValue = (row: Row): boolean => lastValue(row) >= 0
const lastValue = (row: Row): number => row.findLastIndex((value) => value !== null && value !== '')

function asObject(names: readonly string[], row: Row): JsonObject {
  const object: Record<string, Json> = {}
  for (let i = 0; i < names.length; i++) object[names[i] as string] = row[i] ?? null
  return object
}
