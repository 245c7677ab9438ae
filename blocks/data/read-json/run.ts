import { type BlockContext, implement, strictJson } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { readJson } from './block.ts'

export const run = implement(readJson, async ({ text, lines }, ctx) => ({
  next: lines ? await readLines(text, ctx) : inText(text),
}))

async function readLines(text: string, ctx: BlockContext): Promise<Json[]> {
  const values: Json[] = []
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() !== '') values.push(readLine(line, i))
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return values
}

function readLine(line: string, i: number): Json {
  try {
    return inText(line)
  } catch (error) {
    // once more, with its place in the whole text
    if (error instanceof AppError && i > 0) return inText('\n'.repeat(i) + line)
    throw error
  }
}

/** It is a field whose text is wrong. */
function inText(text: string): Json {
  try {
    return strictJson(text, 'The text')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError({ ...error.toJSON(), details: { ...error.details, field: 'text' } })
  }
}
