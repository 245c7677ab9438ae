import { implement } from '#shared/block'
import { copy } from './block.ts'

export const run = implement(copy, async ({ from, to, ifExists }, ctx) => ({
  next: await ctx.files.copy(from, to, ifExists, (share) => ctx.progress(share)),
}))
