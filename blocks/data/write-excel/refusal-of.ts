import { sayValue } from '#shared/block'
import type { Json } from '#shared/flow'
import { cellOf } from '#shared/table'

/** Characters of one cell (Excel's specifications and limits). */
const LONGEST = 32_767
const NUMBER = /^\s*-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$/

export const isNumberText = (text: string): boolean => NUMBER.test(text) && Number.isFinite(Number(text))

/** Why a value cannot stand in a column of this kind; null when it can. */
export function refusalOf(value: Json, kind: string, isDate: boolean): string | null {
  if (kind === 'date' && !isDate)
    return `a date such as 2026-01-31 or 2026-01-31T10:30 should stand here, but it is ${sayValue(value)}`
  if (kind === 'number' && typeof value !== 'number' && !(typeof value === 'string' && isNumberText(value)))
    return `a number should stand here, but it is ${sayValue(value)}`
  const { length } = typeof value === 'object' || typeof value === 'string' ? cellOf(value) : ''
  return length > LONGEST ? `a cell holds ${LONGEST} characters, and this text has ${length}` : null
}
