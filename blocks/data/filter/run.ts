import { implement } from '#shared/block'
import type { Json } from '#shared/flow'
import { filter } from './block.ts'

export const run = implement(filter, async ({ list }, ctx) => {
  const holds = ctx.perItem('where')
  const kept: Json[] = []
  for (const [index, item] of list.entries()) {
    if (holds(item, index) === true) kept.push(item)
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return { next: kept }
})
