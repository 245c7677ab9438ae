import { type BlockContext, implement } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { readJson } from './block.ts'
import { strictJson } from './strict-json.ts'

export const run = implement(readJson, async ({ text, lines }, ctx) => ({
  next: lines ? await readLines(text, ctx) : strictJson(text),
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
    return strictJson(line)
  } catch (error) {
    // once more, with its place in the whole text
    if (error instanceof AppError && i > 0) return strictJson('\n'.repeat(i) + line)
    throw error
  }
}
