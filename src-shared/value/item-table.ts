import { type BlockContext, isList, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { fieldReader } from './field-path.ts'
import { isName } from './item-value.ts'

/** A `perItem` table: its rows, and what one of its columns means in each row for an item. */
export type ItemTable = {
  rows: readonly JsonObject[]
  /** what stands in that column of each row */
  written: readonly (Json | undefined)[]
  valuesOf(item: Json, index: number): (Json | undefined)[]
}

/**
 * Reads a `perItem` table of which one column means something else for each item: a name is that field of the item,
 * an expression is evaluated, an empty cell is the item itself. The other columns are the same for all items; where
 * they hold expressions, the first item decides, and without any item they stay as they are written.
 * @param written what stands in the config
 */
export function itemTable(
  ctx: Pick<BlockContext, 'perItem'>,
  field: string,
  written: unknown,
  column: string,
  list: readonly Json[],
): ItemTable {
  const given = isList(written as Json) ? (written as readonly Json[]).filter(isObject) : []
  const evaluate =
    list.length > 0 && hasExpression(written as Json | undefined) ? ctx.perItem(field) : undefined
  const rows = evaluate ? (evaluate(list[0] as Json, 0) as readonly JsonObject[]) : given
  const readers = rows.map((_, i) => readerOf(given[i]?.[column], field))
  return {
    rows,
    written: rows.map((_, i) => given[i]?.[column]),
    valuesOf(item, index) {
      const made = readers.includes(null) ? (evaluate?.(item, index) as readonly JsonObject[]) : []
      return readers.map((read, i) => (read ? read(item) : made[i]?.[column]))
    },
  }
}

/** null: it has to be evaluated */
function readerOf(cell: Json | undefined, field: string): ((item: Json) => Json | undefined) | null {
  if (cell === undefined || cell === null || cell === '') return (item) => item
  return isName(cell) ? fieldReader(cell.trim(), field) : null
}

function hasExpression(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.includes('{{')
  return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression)
}
