import { implement } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { readCsv as rowsOfCsv } from '#shared/table'
import { nameOfText, textPieces } from '#shared/text'
import { readCsv } from './block.ts'
import { RoomForRows } from './room-for-rows.ts'

export const run = implement(readCsv, async (config, ctx) => {
  const { delimiter, header, uneven, encoding } = config
  const what = nameOfText(config)
  const room = new RoomForRows(what)
  const pieces = textPieces(config, encoding, ctx, decoderOf)
  const list: JsonObject[] = []
  for await (const { names, rows } of rowsOfCsv(pieces, { delimiter, header, uneven, what })) {
    for (const row of rows) {
      room.take(row)
      list.push(asObject(names, row))
    }
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return { next: list }
})

const decoderOf = (label: string) => new TextDecoder(label, { fatal: true, ignoreBOM: true })

function asObject(names: readonly string[], row: readonly string[]): JsonObject {
  const object: Record<string, Json> = {}
  for (let i = 0; i < row.length; i++) object[names[i] as string] = row[i] as string
  return object
}
