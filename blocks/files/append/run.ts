import { implement } from '#shared/block'
import { append } from './block.ts'

export const run = implement(append, async ({ path, text }, ctx) => ({
  next: await ctx.files.append(path, text),
}))
