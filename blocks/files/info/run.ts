import { implement } from '#shared/block'
import { AppError } from '#shared/error'
import { info } from './block.ts'

export const run = implement(info, async ({ path, ifMissing, inside }, ctx) => {
  const facts = await ctx.files.facts(path, inside)
  if (facts) return { next: { exists: true, ...facts } }
  const whole = await ctx.files.resolve(path)
  if (ifMissing === 'say so') return { next: { exists: false, path: whole } }
  throw new AppError({
    code: 'files.not-found',
    message: `There is nothing at ${whole}.`,
    fix: 'Check the path; perhaps it was moved or renamed.',
    details: { path: whole },
  })
})
