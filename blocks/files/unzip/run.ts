import { implement } from '#shared/block'
import { unzip } from './block.ts'

const MEGABYTE = 1024 * 1024

export const run = implement(unzip, async ({ from, to, ifExists, maxSize, maxEntries, maxRatio }, ctx) => {
  const order = { from, to, ifExists, maxSize: maxSize * MEGABYTE, maxEntries, maxRatio }
  const unzipped = await ctx.files.unzip(order, (share) => ctx.progress(share))
  if (unzipped.leftOut.length > 0)
    ctx.log.warn(`Left out, because links are not unpacked: ${unzipped.leftOut.join(', ')}`)
  return { next: unzipped }
})
