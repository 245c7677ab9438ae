import { isList, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import type { Colour } from '../block-art/colour.ts'
import { keyCode, type TreeRoot } from '../value-tree/value-rows.ts'

/** A list that can be shown as a table. */
export type TableSource = {
  key: string
  /** "input", "Fetch page.body.items" */
  label: string
  category: Colour
  /** what an expression writes to reach the list; undefined where nothing is picked */
  code?: string
  /** false: one object, shown as a table of one row */
  list: boolean
  rows: readonly Json[]
}

/** How far below a root lists are looked for: an answer's `body.items` lies two below. */
const DEPTH = 3
/** Columns beyond these are named in the tree alone. */
export const MOST_COLUMNS = 60
/** The one column of rows that are no objects. */
export const VALUE = ''

/** The lists under these roots, in their order; where there are none, the first object as one row. */
export function tablesIn(roots: readonly TreeRoot[]): TableSource[] {
  const lists = roots.flatMap((root) => listsUnder(root, root.value, root.label, root.code, DEPTH))
  if (lists.length > 0) return lists
  const root = roots.find(({ value }) => isObject(value))
  if (!root) return []
  const { key, label, category, code, value } = root
  return [{ key, label, category, ...(code !== undefined && { code }), list: false, rows: [value as Json] }]
}

function listsUnder(
  root: TreeRoot,
  value: Json | undefined,
  label: string,
  code: string | undefined,
  depth: number,
): TableSource[] {
  if (isList(value)) {
    const { category } = root
    return value.length === 0
      ? []
      : [
          {
            key: `${root.key} ${label}`,
            label,
            category,
            ...(code !== undefined && { code }),
            list: true,
            rows: value,
          },
        ]
  }
  if (!isObject(value) || depth === 0) return []
  return Object.entries(value).flatMap(([key, held]) =>
    typeof held === 'object' && held !== null
      ? listsUnder(root, held, `${label}${keyCode(key)}`, code && `${code}${keyCode(key)}`, depth - 1)
      : [],
  )
}

/** The fields of all rows, in the order in which they first come; rows that are no objects have one, `VALUE`. */
export function columnsOf(rows: readonly Json[]): { shown: string[]; more: number } {
  const names = new Set<string>()
  for (const row of rows) {
    if (isObject(row)) for (const name of Object.keys(row)) names.add(name)
    else names.add(VALUE)
  }
  const all = [...names]
  return { shown: all.slice(0, MOST_COLUMNS), more: Math.max(0, all.length - MOST_COLUMNS) }
}

export const cellOf = (row: Json | undefined, column: string): Json | undefined => {
  if (!isObject(row)) return column === VALUE ? row : undefined
  return column !== VALUE && Object.hasOwn(row, column) ? (row as JsonObject)[column] : undefined
}

/** What an expression writes to reach a cell. */
export function cellCode({ code, list }: TableSource, row: number, column: string): string | undefined {
  if (code === undefined) return undefined
  return `${code}${list ? keyCode(row) : ''}${column === VALUE ? '' : keyCode(column)}`
}

export type Order = { column: string; down: boolean } | null

/**
 * The rows' numbers in the order they are shown: numbers by size, texts by the language's alphabet ("file 2" before
 * "file 10"), what is missing last. Equal ones keep their order.
 */
export function orderOf(rows: readonly Json[], order: Order, language: string): number[] {
  const numbers = rows.map((_, i) => i)
  if (!order) return numbers
  const { compare } = new Intl.Collator(language, { numeric: true })
  const keys = rows.map((row) => sortKey(cellOf(row, order.column)))
  const way = order.down ? -1 : 1
  return numbers.sort((a, b) => {
    const one = keys[a] as SortKey
    const two = keys[b] as SortKey
    if (one === null || two === null) return Number(one === null) - Number(two === null) || a - b
    const by =
      typeof one === 'number' && typeof two === 'number' ? one - two : compare(String(one), String(two))
    return by * way || a - b
  })
}

type SortKey = number | string | null

function sortKey(value: Json | undefined): SortKey {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' || typeof value === 'string') return value
  return typeof value === 'boolean' ? String(value) : JSON.stringify(value).slice(0, 200)
}

const LOOKED_AT = 60
const NARROWEST = 64
const WIDEST = 260
const SIGN = 7

/** A column's width, px, from its name and its first cells as they are written. */
export function columnWidth(name: string, cells: readonly string[]): number {
  const longest = cells
    .slice(0, LOOKED_AT)
    .reduce((most, text) => Math.max(most, text.length), name.length + 2)
  return Math.min(WIDEST, Math.max(NARROWEST, longest * SIGN + 24))
}
