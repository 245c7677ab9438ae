import { implement, isList, isObject, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { zip } from './block.ts'

export const run = implement(zip, async ({ from, to, ifExists }, ctx) => {
  const paths = (isList(from) ? from : [from]).map(pathOf)
  if (paths.length === 0)
    throw new AppError({
      code: 'files.nothing-to-pack',
      message: 'The list of what to zip is empty.',
      fix: 'Look at the value of "What", or ask with "If" whether there is anything.',
      details: { field: 'from' },
    })
  const zipped = await ctx.files.zip({ from: paths, to, ifExists }, (share) => ctx.progress(share))
  if (zipped.leftOut.length > 0)
    ctx.log.warn(`Left out, because links, pipes and devices are not packed: ${zipped.leftOut.join(', ')}`)
  return { next: zipped }
})

/** A path, or what stands for a file: `{ path }`. */
function pathOf(item: Json): string {
  const path = isObject(item) ? item.path : item
  if (typeof path === 'string') return path
  throw new AppError({
    code: 'config.wrong-kind',
    message: `"What" needs a path or a list of them, but got ${sayValue(item)}.`,
    fix: 'Give a path, for example ~/Photos, or a list such as {{ input }} after "List files".',
    details: { field: 'from' },
  })
}
