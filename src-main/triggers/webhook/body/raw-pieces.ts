import type { IncomingMessage } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import { CallerGone, CallRefused } from '../call-refused.ts'
import type { IdleWatch } from './read-bytes.ts'
import { tooLarge } from './read-bytes.ts'
import { unpackingFailed, unpackStream } from './unpack.ts'

type Taking = {
  request: IncomingMessage
  /** bytes, as they came and unpacked */
  most: number
  packing: string | undefined
  tap?: (bytes: Uint8Array) => void
  idle: IdleWatch
}

/** A body piece by piece, unpacked, never more than a piece in memory. @throws CallRefused, CallerGone */
export async function* piecesOf(taking: Taking): AsyncGenerator<Uint8Array> {
  const { most, packing } = taking
  const raw = rawPieces(taking)
  if (packing === undefined) return yield* raw
  const unpacked = pipeline(Readable.from(raw, { objectMode: false }), unpackStream(packing), () => undefined)
  let size = 0
  try {
    for await (const piece of unpacked as AsyncIterable<Uint8Array>) {
      size += piece.length
      if (size > most) throw tooLarge(most)
      yield piece
    }
  } catch (error) {
    throw unpackingFailed(error, packing, most)
  }
}

async function* rawPieces({ request, most, tap, idle }: Taking): AsyncGenerator<Uint8Array> {
  let size = 0
  let refused: CallRefused | undefined
  idle.enter(request, (error) => {
    refused = error
    // wakes whoever waits for the next piece
    request.emit('error', error)
  })
  try {
    // the connection stays open when it is too much, so that the answer gets out
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      idle.heard(request)
      size += piece.length
      if (size > most) throw tooLarge(most)
      tap?.(piece)
      yield piece
    }
  } catch (error) {
    if (refused) throw refused
    if (error instanceof CallRefused) throw error
    throw request.complete ? error : new CallerGone()
  } finally {
    idle.leave(request)
  }
}
