import { implement } from '#shared/block'
import type { Json } from '#shared/flow'
import { knownLocale } from '#shared/text'
import {
  type CompareTexts,
  checkFound,
  compareTexts,
  compareValues,
  isNothing,
  itemTable,
  sortInTurns,
} from '#shared/value'
import { sort } from './block.ts'

type Row = { item: Json; keys: (Json | undefined)[] }

export const run = implement(sort, async ({ list, by, texts, locale }, ctx) => {
  const inOrder = compareTexts(texts, knownLocale(locale, 'locale'))
  const { rows: ways, written, valuesOf } = itemTable(ctx, 'by', by, 'by', list)
  const rows: Row[] = []
  for (const [index, item] of list.entries()) {
    const keys = valuesOf(item, index)
    rows.push({ item, keys: keys.length > 0 ? keys : [item] })
    const turn = ctx.breathe()
    if (turn) await turn
  }
  for (const [i, name] of written.entries())
    checkFound(
      rows.some(({ keys }) => keys[i] !== undefined),
      list,
      name,
      'by',
    )
  const signs = ways.map(({ order }) => (order === 'descending' ? -1 : 1))
  const sorted = await sortInTurns(
    rows,
    (a, b) => compareRows(a, b, signs, inOrder),
    () => ctx.breathe(),
  )
  return { next: sorted.map(({ item }) => item) }
})

/** What is missing comes last, whichever way the others stand. */
function compareRows(a: Row, b: Row, signs: readonly number[], texts: CompareTexts): number {
  for (const [i, left] of a.keys.entries()) {
    const right = b.keys[i]
    const order = compareValues(left, right, texts)
    if (order === 0) continue
    return isNothing(left) || isNothing(right) ? order : order * (signs[i] ?? 1)
  }
  return 0
}
