import { implement } from '#shared/block'
import { systemInfo } from './block.ts'

export const run = implement(systemInfo, async (_config, ctx) => {
  const { upSince, ...facts } = await ctx.computer.facts()
  return { next: { ...facts, upSince: new Date(upSince).toISOString() } }
})
