import { implement } from '#shared/block'
import { makeFolder } from './block.ts'

export const run = implement(makeFolder, async ({ path }, ctx) => ({
  next: await ctx.files.makeFolder(path),
}))
