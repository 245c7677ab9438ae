import { isList } from '#shared/block'
import type { Json } from '#shared/flow'

/** alphabet: as the language's dictionary; natural: as that, "file 2" before "file 10"; exact: by character codes. */
export type TextOrder = 'alphabet' | 'natural' | 'exact'

export type CompareTexts = (a: string, b: string) => number

/**
 * @param locale BCP 47; the order is the same on every machine
 * @throws RangeError when that is no locale
 */
export function compareTexts(order: TextOrder, locale: string): CompareTexts {
  if (order === 'exact') return (a, b) => (a < b ? -1 : a > b ? 1 : 0)
  return new Intl.Collator(locale, { numeric: order === 'natural' }).compare
}

/** Kinds of values in the order in which they stand: numbers, texts, false and true, lists, objects; nothing is last. */
function rankOf(value: Json | undefined): number {
  if (typeof value === 'number') return 0
  if (typeof value === 'string') return 1
  if (typeof value === 'boolean') return 2
  if (isNothing(value)) return 5
  return isList(value) ? 3 : 4
}

export const isNothing = (value: Json | undefined): value is null | undefined =>
  value === null || value === undefined

/** Below 0: a before b. Lists by their items; objects are all alike. */
export function compareValues(a: Json | undefined, b: Json | undefined, texts: CompareTexts): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return texts(a, b)
  const ranks = rankOf(a) - rankOf(b)
  if (ranks !== 0) return ranks
  if (isList(a) && isList(b)) return compareLists(a, b, texts)
  return typeof a === 'boolean' ? Number(a) - Number(b) : 0
}

function compareLists(a: readonly Json[], b: readonly Json[], texts: CompareTexts): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareValues(a[i], b[i], texts)
    if (order !== 0) return order
  }
  return a.length - b.length
}
