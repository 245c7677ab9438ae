import { implement, isList } from '#shared/block'
import type { Json } from '#shared/flow'
import { checkFound, itemValues, keyOf } from '#shared/value'
import { unique } from './block.ts'

export const run = implement(unique, async ({ list, by, keep }, ctx) => {
  const valuesFor = itemValues(ctx, 'by', by)
  const places = new Map<string, number>()
  const found: boolean[] = []
  for (const [index, item] of list.entries()) {
    const values = valuesFor(item, index)
    for (const [i, value] of values.entries()) found[i] ||= value !== undefined
    const key = keyOf(values as Json[])
    if (keep === 'last' || !places.has(key)) places.set(key, index)
    const turn = ctx.breathe()
    if (turn) await turn
  }
  if (isList(by as Json))
    for (const [i, one] of (by as Json[]).entries()) checkFound(found[i] === true, list, one, 'by')
  const kept = keep === 'last' ? [...places.values()].sort((a, b) => a - b) : places.values()
  return { next: [...kept].map((index) => list[index] as Json) }
})
