import { isList, isObject } from '#shared/block'
import type { Json } from '#shared/flow'
import type { Colour } from '../block-art/colour.ts'

/** One value at the top of a tree. */
export type TreeRoot = {
  /** unique among the roots */
  key: string
  label: string
  /** of the block it comes from */
  category: Colour
  value: Json | undefined
  /** what an expression writes to reach it; rows below lengthen it. Undefined where nothing is picked */
  code?: string
  /** stands beside the chip instead of a word about the value: "3 of 12" */
  note?: string
  /** open before anybody touched it */
  open?: boolean
}

export type TreeRow = {
  id: string
  depth: number
  label: string
  category: Colour
  value: Json | undefined
  code?: string
  note?: string
  /** of the object it is in, for words such as "2.4 MB" */
  beside?: Json
  /** a line of a long text: no chip */
  line?: boolean
  expandable: boolean
  open: boolean
  /** place among its brothers, from 1 */
  place: number
  of: number
}

/** What the person opened (true) or closed (false). */
export type Opened = Readonly<Record<string, boolean>>

/** Texts longer than this, or of several lines, open to show all of them. */
const LONG_TEXT = 72

/** The rows in sight, from the top down. Never recurses: values may be 1,000 levels deep. */
export function valueRows(roots: readonly TreeRoot[], opened: Opened): TreeRow[] {
  const rows: TreeRow[] = []
  const waiting = roots
    .map((root, i) => rowOf(root, opened, { id: root.key, depth: 0, place: i + 1, of: roots.length }))
    .reverse()
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    rows.push(row)
    if (!row.open) continue
    const inside = insideOf(row, opened)
    for (let i = inside.length - 1; i >= 0; i--) waiting.push(inside[i] as TreeRow)
  }
  return rows
}

type Given = Pick<TreeRow, 'label' | 'category' | 'value'> & Partial<TreeRow>
type Spot = Pick<TreeRow, 'id' | 'depth' | 'place' | 'of'>

function rowOf(
  { label, category, value, code, note, open, beside }: Given,
  opened: Opened,
  spot: Spot,
): TreeRow {
  const expandable = canOpen(value)
  return {
    ...{ label, category, value, code, note, beside, ...spot },
    expandable,
    open: expandable && (opened[spot.id] ?? open ?? false),
  }
}

export function canOpen(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.length > LONG_TEXT || value.includes('\n')
  if (isList(value)) return value.length > 0
  return isObject(value) && Object.keys(value).length > 0
}

function insideOf(row: TreeRow, opened: Opened): TreeRow[] {
  const { value, category, code } = row
  if (typeof value === 'string') return linesOf(row, value)
  const entries = isList(value) ? value.map((held, i) => [i, held] as const) : Object.entries(value ?? {})
  return entries.map(([key, held], i) =>
    rowOf(
      {
        label: String(key),
        category,
        value: held as Json,
        beside: value,
        ...(code !== undefined && { code: `${code}${keyCode(key)}` }),
      },
      opened,
      { id: `${row.id}/${key}`, depth: row.depth + 1, place: i + 1, of: entries.length },
    ),
  )
}

const WIDE = 96

function linesOf(row: TreeRow, text: string): TreeRow[] {
  const lines = text.split('\n').flatMap((line) => chunks(line))
  return lines.map((line, i) => ({
    ...{ id: `${row.id}/${i}`, depth: row.depth + 1, label: '', category: row.category, value: line },
    ...{ line: true, expandable: false, open: false, place: i + 1, of: lines.length },
  }))
}

/** A very long line in pieces, so that all of it can be read. */
function chunks(line: string): string[] {
  if (line.length <= WIDE) return [line]
  const pieces: string[] = []
  for (let at = 0; at < line.length; at += WIDE) pieces.push(line.slice(at, at + WIDE))
  return pieces
}

/** How an expression reaches one key further. */
export const keyCode = (key: string | number): string => {
  if (typeof key === 'number') return `[${key}]`
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
}
