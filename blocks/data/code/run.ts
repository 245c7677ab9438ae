import { implement } from '#shared/block'
import { code } from './block.ts'

export const run = implement(code, async ({ code, language, touches, packages }, ctx) => ({
  next: await ctx.runCode({
    code,
    language,
    network: touches !== 'nothing',
    again: touches !== 'writes',
    ...(packages !== undefined && { packages }),
  }),
}))
