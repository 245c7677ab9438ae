import { type BlockContext, implement, strictJson } from '#shared/block'
import { read } from './block.ts'

export const run = implement(read, async ({ path, as, encoding }, ctx) => {
  if (as === 'file') return { next: await ctx.files.info(path) }
  const text = await ctx.files.readText(path, encoding)
  if (as === 'json') return { next: strictJson(text, path) }
  return { next: as === 'lines' ? await linesOf(text, ctx) : text }
})

/** Lines end with LF, CR LF or CR; the last end begins no further line. */
async function linesOf(text: string, ctx: BlockContext): Promise<string[]> {
  const lines: string[] = []
  let from = 0
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push(text.slice(from, index))
    from = index + end.length
    const turn = ctx.breathe()
    if (turn) await turn
  }
  if (from < text.length) lines.push(text.slice(from))
  return lines
}
