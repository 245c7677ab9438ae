import { implement } from '#shared/block'
import { write } from './block.ts'

export const run = implement(write, async ({ path, text, ifExists }, ctx) => ({
  next: await ctx.files.writeText(path, text, ifExists),
}))
