import { implement } from '#shared/block'
import { clipboard } from './block.ts'

export const run = implement(clipboard, async (config, ctx) => {
  if (config.do === 'read') return { next: await ctx.computer.readClipboard() }
  await ctx.computer.writeClipboard(config.text)
  return { next: config.text }
})
