import { implement } from '#shared/block'
import { notify } from './block.ts'

/** Longer ones are cut off by most desktops, each in its own way. */
const LONGEST = 1000

export const run = implement(notify, async ({ title, text }, ctx) => {
  await ctx.computer.notify(title, text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)
  return { next: ctx.input }
})
