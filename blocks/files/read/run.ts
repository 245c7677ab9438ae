import { implement, parseData } from '#shared/block'
import { read } from './block.ts'

export const run = implement(read, async ({ path, as }, ctx) => {
  if (as === 'file') return { next: await ctx.files.info(path) }
  const text = await ctx.files.readText(path)
  if (as === 'json') return { next: parseData(text, path) }
  return { next: as === 'lines' ? linesOf(text) : text }
})

/** Lines end with LF, CR LF or CR; the last end begins no further line. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}
