/** Takes bodies out of what they are packed in: gzip, deflate, brotli, zstd (RFC 9110, 8.4; RFC 8878). */
import { pipeline, Readable, type Transform } from 'node:stream'
import zlib from 'node:zlib'
import { AppError } from '#shared/error'

// Node 22 before 22.15 has no zstd
const { createZstdDecompress } = zlib as Partial<typeof zlib>

/** What is asked for; the best first. */
export const PACKINGS = createZstdDecompress ? 'zstd, br, gzip, deflate' : 'br, gzip, deflate'

const UNPACKERS: Readonly<Record<string, ((first: number) => Transform) | undefined>> = {
  __proto__: null as never,
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  br: () => zlib.createBrotliDecompress(),
  ...(createZstdDecompress && { zstd: () => createZstdDecompress() }),
  // some servers leave the two bytes of zlib out; with them the low half of the first byte is 8
  deflate: (first) => ((first & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw()),
}

/** What a server may have packed one body into, one in the other. */
const MOST_LAYERS = 3

/** Bytes that anything may unpack to; from there on, no more than so many times what came. */
const RATIO_FROM = 100 * 1024 * 1024
const MOST_RATIO = 200

/** The names in `Content-Encoding`, as they were put on; none for a plain body. */
export const packingsOf = (header: string | undefined): string[] =>
  (header ?? '')
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '' && one !== 'identity')

/**
 * The body as it was before it was packed. Nothing in it is nothing, however it is said to be packed.
 * @throws AppError `http.unknown-packing`, `http.packed-bomb`; the unpackers' own errors
 */
export async function* unpacked(
  pieces: AsyncGenerator<Uint8Array>,
  packings: readonly string[],
  who: string,
): AsyncGenerator<Uint8Array> {
  if (packings.length === 0) return yield* pieces
  if (packings.length > MOST_LAYERS || packings.some((one) => !UNPACKERS[one]))
    throw unknownPacking(who, packings)
  const first = await pieces.next()
  if (first.done) return
  const come = { bytes: 0 }
  let stream: Readable = Readable.from(whole(first.value, pieces, come), { objectMode: false })
  for (const [index, name] of packings.toReversed().entries()) {
    const unpack = (UNPACKERS[name] as (first: number) => Transform)(
      index === 0 ? (first.value[0] ?? 0) : 0x78,
    )
    // an error on the way comes out at the end of the chain, where it is read
    stream = pipeline(stream, unpack, () => undefined)
  }
  let given = 0
  for await (const piece of stream as AsyncIterable<Uint8Array>) {
    given += piece.byteLength
    if (given > RATIO_FROM && given > come.bytes * MOST_RATIO) throw bomb(who)
    yield piece
  }
}

async function* whole(
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array>,
  come: { bytes: number },
): AsyncGenerator<Uint8Array> {
  come.bytes += first.byteLength
  yield first
  for await (const piece of rest) {
    come.bytes += piece.byteLength
    yield piece
  }
}

const unknownPacking = (who: string, packings: readonly string[]): AppError =>
  new AppError({
    code: 'http.unknown-packing',
    message: `${who} packed its answer in a way we do not know: ${packings.join(', ').slice(0, 100)}.`,
    fix: 'Set the header Accept-Encoding to identity, so that it is not packed.',
  })

const bomb = (who: string): AppError =>
  new AppError({
    code: 'http.packed-bomb',
    message: `The answer of ${who} unpacks to more than ${MOST_RATIO} times its size, as one made to do harm would.`,
    fix: 'If you trust it, set the header Accept-Encoding to identity, so that it is not packed.',
  })
