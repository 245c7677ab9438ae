import { type BlockContext, implement, isList, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { writeJson } from './block.ts'
import { jsonPieces, sorted } from './json-pieces.ts'

const INDENTS = { none: '', '2': '  ', '4': '    ', tab: '\t' } as const
/** Characters of a value between blocks. */
const MOST = 64 * 1024 * 1024

export const run = implement(writeJson, async ({ value, indent, lines, sortKeys }, ctx) => {
  const order = sortKeys ? sorted : (one: Json) => one
  if (!lines) return { next: await written(jsonPieces(order(value), INDENTS[indent]), ctx) }
  if (!isList(value)) throw notAList(value)
  return { next: await written(linesOf(value, order), ctx) }
})

function* linesOf(list: readonly Json[], order: (one: Json) => Json): Generator<string> {
  for (const item of list) yield `${JSON.stringify(order(item))}\n`
}

async function written(pieces: Iterable<string>, ctx: BlockContext): Promise<string> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length > MOST) throw tooLong()
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return text
}

const notAList = (value: Json): AppError =>
  new AppError({
    code: 'config.wrong-kind',
    message: `Lines are made of the items of a list, but got ${sayValue(value)}.`,
    fix: 'Give a list, or write it as one value.',
    details: { field: 'value' },
  })

const tooLong = (): AppError =>
  new AppError({
    code: 'value.too-large',
    message: 'The text would be larger than 64 MB, the most that a value between blocks may be.',
    fix: 'Write it in smaller pieces, or append its items to a file one by one.',
  })
