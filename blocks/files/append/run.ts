import { implement } from '#shared/block'
import { append } from './block.ts'

export const run = implement(append, async ({ path, text, line }, ctx) => ({
  next: await ctx.files.append(path, line && text !== '' && !text.endsWith('\n') ? `${text}\n` : text),
}))
