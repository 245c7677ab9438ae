import { implement } from '#shared/block'
import { AppError } from '#shared/error'
import { deleteFile } from './block.ts'

export const run = implement(deleteFile, async ({ path, how, ifMissing }, ctx) => {
  const was = await ctx.files.remove(path, how)
  if (was || ifMissing === 'go on') return { next: was ?? null }
  throw new AppError({
    code: 'files.not-found',
    message: `There is nothing at ${await ctx.files.resolve(path)} to delete.`,
    fix: 'Check the path, or choose to go on if there is nothing.',
    details: { path },
  })
})
