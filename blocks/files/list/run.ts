import { implement } from '#shared/block'
import { list } from './block.ts'

export const run = implement(list, async ({ folder, match, recursive }, ctx) => ({
  next: await ctx.files.list(folder, { match, recursive }),
}))
