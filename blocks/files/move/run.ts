import { implement } from '#shared/block'
import { move } from './block.ts'

export const run = implement(move, async ({ from, to, ifExists }, ctx) => ({
  next: await ctx.files.move(from, to, ifExists),
}))
