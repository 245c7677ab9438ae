import { type BlockContext, implement } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { readCsv as rowsOfCsv } from '#shared/table'
import { decodeStream } from '#shared/text'
import { readCsv } from './block.ts'
import { RoomForRows } from './room-for-rows.ts'

type Source = { text?: string | undefined; file?: string | undefined; encoding: string }

export const run = implement(readCsv, async (config, ctx) => {
  const { delimiter, header, uneven } = config
  const what = whatOf(config)
  const room = new RoomForRows(what)
  const list: JsonObject[] = []
  for await (const { names, rows } of rowsOfCsv(piecesOf(config, ctx), { delimiter, header, uneven, what })) {
    for (const row of rows) {
      room.take(row)
      list.push(asObject(names, row))
    }
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return { next: list }
})

function whatOf({ text, file }: Source): string {
  const hasText = text !== undefined
  const hasFile = file !== undefined && file !== ''
  if (hasText !== hasFile) return hasFile ? file : 'The text'
  throw new AppError({
    code: 'config.text-or-file',
    message: hasText
      ? 'There is both a text and a file to read.'
      : 'There is neither a text nor a file to read.',
    fix: 'Fill in "Text" or "File", and leave the other one empty.',
    details: { field: 'file' },
  })
}

async function* piecesOf({ text, file, encoding }: Source, ctx: BlockContext): AsyncGenerator<string> {
  if (file === undefined || file === '') {
    yield* slicesOf(text?.replace(/^\ufeff/, '') ?? '')
    return
  }
  const reader = await ctx.files.openRead(file)
  const decoder = (label: string) => new TextDecoder(label, { fatal: true, ignoreBOM: true })
  let read = 0
  for await (const piece of decodeStream(reader, encoding, decoder, file)) {
    yield* slicesOf(piece)
    read += piece.length
    ctx.progress(Math.min(1, read / (reader.size || 1)))
  }
}

/** Characters that are taken apart at once: others get their turn in between. */
const SLICE = 32 * 1024

function* slicesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += SLICE) yield text.slice(at, at + SLICE)
}

function asObject(names: readonly string[], row: readonly string[]): JsonObject {
  const object: Record<string, Json> = {}
  for (let i = 0; i < row.length; i++) object[names[i] as string] = row[i] as string
  return object
}
