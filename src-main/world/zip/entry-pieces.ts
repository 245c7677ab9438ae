import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import type { FileReader, StopSignal } from '#shared/block'
import { AppError } from '#shared/error'
import { refuseStopped } from '../stop-signal.ts'
import { brokenArchive } from './archive-error.ts'

const PIECE = 256 * 1024
/** Bytes up to which an entry is unpacked at once, packed and unpacked. */
const SMALL = 32 * 1024
const STORED = 0

/**
 * The bytes of a file in an archive, unpacked. They are as many as its directory says, and of that sum; a piece more
 * ends it before anybody has it.
 * @throws AppError `files.broken-archive` with the name of the entry
 */
export async function* entryPieces(
  file: FileReader,
  signal: StopSignal,
  zip: ZipFile,
  entry: Entry,
  name: string,
): AsyncGenerator<Uint8Array> {
  const broken = (why: string, cause?: unknown) => brokenArchive(file.path, why, name, cause)
  let size = 0
  let sum = 0
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
    for await (const bytes of unpacked(file, fileDataStart, entry)) {
      size += bytes.length
      if (size > entry.uncompressedSize) throw broken('it holds more than the archive says')
      sum = crc32(bytes, sum)
      yield bytes
    }
  } catch (error) {
    refuseStopped(signal)
    if (error instanceof AppError || !isFault(error)) throw error
    const tooMuch = codeOf(error) === TOO_MUCH
    throw broken(tooMuch ? 'it holds more than the archive says' : 'its bytes cannot be read', error)
  }
  if (size < entry.uncompressedSize) throw broken('it holds less than the archive says')
  if (sum !== entry.crc32) throw broken('its bytes are not those that were packed')
}

/** zlib's word for more bytes than were asked for. */
const TOO_MUCH = 'ERR_BUFFER_TOO_LARGE'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** What zlib or yauzl found; all else is a bug. */
const isFault = (error: unknown): boolean =>
  /^Z_/.test(codeOf(error)) ||
  codeOf(error) === TOO_MUCH ||
  (error instanceof Error && error.name === 'Error')

function unpacked(file: FileReader, start: number, entry: Entry): AsyncIterable<Uint8Array> {
  const { compressedSize, uncompressedSize, compressionMethod } = entry
  const packed = () => piecesOf(file, start, start + compressedSize)
  if (compressionMethod === STORED) return packed()
  if (compressedSize <= SMALL && uncompressedSize <= SMALL) return inflatedAtOnce(packed(), uncompressedSize)
  return inflated(packed())
}

async function* piecesOf(file: FileReader, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; ) {
    const bytes = await file.readAt(at, Math.min(PIECE, end - at))
    if (bytes.length === 0) return
    at += bytes.length
    yield bytes
  }
}

async function* inflatedAtOnce(packed: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const bytes of packed) pieces.push(bytes)
  // one more than it may be, so that too much shows as such
  yield inflateRawSync(Buffer.concat(pieces), { maxOutputLength: size + 1 })
}

async function* inflated(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 })
  // its failure comes out of the other end
  pipeline(packed, inflate).catch(() => undefined)
  try {
    for await (const bytes of inflate) yield bytes
  } finally {
    inflate.destroy()
  }
}
