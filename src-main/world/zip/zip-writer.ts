/**
 * Writes a zip archive as a stream (PKWARE APPNOTE 6.3.10): UTF-8 names, times in UTC beside the old ones, zip64 where
 * something is too large for the old fields. Files are deflated; what is small gets a plain header, what is large a
 * descriptor behind its bytes, because its size and sum are known only then.
 */
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'
import { AppError } from '#shared/error'

export type PackedFile = {
  /** ms since the epoch */
  modified: number
  /** permission bits */
  mode: number
  /** bytes, as far as it is known before it is read */
  size: number
  /** compressed already: to try again would only take time */
  dense: boolean
}

/** What the directory at the end says of one entry. */
type Entry = {
  name: Buffer
  flags: number
  method: number
  modified: number
  attributes: number
  crc: number
  packed: number
  size: number
  offset: number
}

const UTF8 = 1 << 11
const DESCRIPTOR = 1 << 3
const STORED = 0
const DEFLATE = 8
const MAX16 = 0xffff
const MAX32 = 0xffff_ffff
/** Bytes up to which a file is packed at once. */
const SMALL = 32 * 1024
/** Bytes that nothing is gained with. */
const TINY = 64
/** A file of that size might come out larger than 32 bits say. */
const LARGE = 0xf000_0000
const MADE_ON_UNIX = 3 << 8

export class ZipWriter {
  readonly #write: (bytes: Uint8Array) => Promise<void>
  readonly #entries: Entry[] = []
  #offset = 0

  /** @param write takes bytes of the archive, one after the other */
  constructor(write: (bytes: Uint8Array) => Promise<void>) {
    this.#write = write
  }

  /** @param way with `/` between its parts */
  async folder(way: string, { modified, mode }: Pick<PackedFile, 'modified' | 'mode'>): Promise<void> {
    const entry = this.#entry(`${way}/`, modified, ((0o040000 | mode) << 16) | 0x10)
    entry.method = STORED
    await this.#put(headerOf(entry, false))
    this.#entries.push(entry)
  }

  /** @param way with `/` between its parts */
  async file(way: string, given: PackedFile, pieces: AsyncIterable<Uint8Array>): Promise<void> {
    const entry = this.#entry(way, given.modified, (0o100000 | given.mode) << 16)
    const iterator = pieces[Symbol.asyncIterator]()
    const first = await piecesUpTo(iterator, SMALL)
    if (first.whole) await this.#small(entry, first.bytes, given.dense)
    else await this.#large(entry, given, restOf(first.bytes, iterator))
    this.#entries.push(entry)
  }

  async #small(entry: Entry, bytes: Buffer, dense: boolean): Promise<void> {
    const deflated = dense || bytes.length < TINY ? bytes : deflateRawSync(bytes)
    const packed = deflated.length < bytes.length ? deflated : bytes
    if (packed === bytes) entry.method = STORED
    entry.size = bytes.length
    entry.packed = packed.length
    entry.crc = crc32(bytes)
    await this.#put(headerOf(entry, false))
    await this.#put(packed)
  }

  async #large(entry: Entry, given: PackedFile, pieces: AsyncIterable<Uint8Array>): Promise<void> {
    const wide = given.size >= LARGE
    entry.flags |= DESCRIPTOR
    await this.#put(headerOf(entry, wide))
    const summed = async function* () {
      for await (const bytes of pieces) {
        entry.crc = crc32(bytes, entry.crc)
        entry.size += bytes.length
        yield bytes
      }
    }
    const deflate = createDeflateRaw({ level: given.dense ? 0 : 6, chunkSize: 64 * 1024 })
    await pipeline(summed, deflate, async (source: AsyncIterable<Buffer>) => {
      for await (const bytes of source) {
        entry.packed += bytes.length
        await this.#put(bytes)
      }
    })
    if (!wide && Math.max(entry.size, entry.packed) >= MAX32) throw grewTooLarge(entry.name)
    await this.#put(descriptorOf(entry, wide))
  }

  /** The directory, and with it the end. */
  async end(): Promise<void> {
    const start = this.#offset
    for (let at = 0; at < this.#entries.length; at += AT_ONCE)
      await this.#put(Buffer.concat(this.#entries.slice(at, at + AT_ONCE).map(directoryEntry)))
    await this.#put(endOf(this.#entries.length, start, this.#offset - start))
  }

  #entry(name: string, modified: number, attributes: number): Entry {
    const bytes = Buffer.from(name)
    if (bytes.length > MAX16) throw nameTooLong(name)
    return {
      ...{ name: bytes, flags: UTF8, method: DEFLATE, modified, attributes: attributes >>> 0 },
      ...{ crc: 0, packed: 0, size: 0, offset: this.#offset },
    }
  }

  async #put(bytes: Uint8Array): Promise<void> {
    this.#offset += bytes.length
    await this.#write(bytes)
  }
}

const grewTooLarge = (name: Buffer) =>
  new AppError({
    code: 'files.in-use',
    message: `${name} grew over 4 GB while it was packed.`,
    fix: 'Wait until nobody writes to it, then try again.',
    retryable: true,
  })

const nameTooLong = (name: string) =>
  new AppError({
    code: 'files.name-too-long',
    message: `The way to ${name.slice(0, 200)}… is too long for an archive.`,
    fix: 'Pack a folder further inside, or shorten the names on the way.',
  })

/** Entries of the directory that are written at once: well under a millisecond. */
const AT_ONCE = 256

async function piecesUpTo(iterator: AsyncIterator<Uint8Array>, most: number) {
  const pieces: Uint8Array[] = []
  for (let size = 0; size <= most; ) {
    const { done, value } = await iterator.next()
    if (done) return { whole: true, bytes: Buffer.concat(pieces) }
    pieces.push(value)
    size += value.length
  }
  return { whole: false, bytes: Buffer.concat(pieces) }
}

async function* restOf(first: Buffer, iterator: AsyncIterator<Uint8Array>) {
  yield first
  try {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
  } finally {
    await iterator.return?.()
  }
}

/** @param wide sizes will stand in 64 bits behind the file */
function headerOf(entry: Entry, wide: boolean): Buffer {
  const extra = Buffer.concat([...(wide ? [wideField([0, 0])] : []), timeField(entry.modified)])
  const fixed = Buffer.alloc(30)
  fixed.writeUInt32LE(0x04034b50, 0)
  fixed.writeUInt16LE(wide ? 45 : 20, 4)
  writeShared(fixed, 6, entry, extra.length)
  const known = (entry.flags & DESCRIPTOR) === 0
  fixed.writeUInt32LE(known ? entry.crc : 0, 14)
  fixed.writeUInt32LE(wide ? MAX32 : known ? entry.packed : 0, 18)
  fixed.writeUInt32LE(wide ? MAX32 : known ? entry.size : 0, 22)
  return Buffer.concat([fixed, entry.name, extra])
}

function descriptorOf({ crc, packed, size }: Entry, wide: boolean): Buffer {
  const bytes = Buffer.alloc(wide ? 24 : 16)
  bytes.writeUInt32LE(0x08074b50, 0)
  bytes.writeUInt32LE(crc, 4)
  if (wide) {
    bytes.writeBigUInt64LE(BigInt(packed), 8)
    bytes.writeBigUInt64LE(BigInt(size), 16)
  } else {
    bytes.writeUInt32LE(packed, 8)
    bytes.writeUInt32LE(size, 12)
  }
  return bytes
}

function directoryEntry(entry: Entry): Buffer {
  // a field that is too small for its number holds only ones, and the number stands in the wide field
  const wide = [entry.size, entry.packed, entry.offset].filter((one) => one >= MAX32)
  const extra = Buffer.concat([...(wide.length > 0 ? [wideField(wide)] : []), timeField(entry.modified)])
  const fixed = Buffer.alloc(46)
  fixed.writeUInt32LE(0x02014b50, 0)
  fixed.writeUInt16LE(MADE_ON_UNIX | 45, 4)
  fixed.writeUInt16LE(wide.length > 0 ? 45 : 20, 6)
  writeShared(fixed, 8, entry, extra.length)
  fixed.writeUInt32LE(entry.crc, 16)
  fixed.writeUInt32LE(Math.min(entry.packed, MAX32), 20)
  fixed.writeUInt32LE(Math.min(entry.size, MAX32), 24)
  fixed.writeUInt32LE(entry.attributes, 38)
  fixed.writeUInt32LE(Math.min(entry.offset, MAX32), 42)
  return Buffer.concat([fixed, entry.name, extra])
}

/** Flags, method and time at one place, the lengths of name and extra fields 20 bytes behind it. */
function writeShared(bytes: Buffer, at: number, entry: Entry, extra: number): void {
  bytes.writeUInt16LE(entry.flags, at)
  bytes.writeUInt16LE(entry.method, at + 2)
  bytes.writeUInt32LE(dosTime(entry.modified), at + 4)
  bytes.writeUInt16LE(entry.name.length, at + 20)
  bytes.writeUInt16LE(extra, at + 22)
}

/** The wide field of zip64: id 1. */
function wideField(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + numbers.length * 8)
  bytes.writeUInt16LE(1, 0)
  bytes.writeUInt16LE(numbers.length * 8, 2)
  for (const [index, number] of numbers.entries()) bytes.writeBigUInt64LE(BigInt(number), 4 + index * 8)
  return bytes
}

/** Info-ZIP's field of times, `UT`: seconds since the epoch, in 32 bits. */
function timeField(modified: number): Buffer {
  const bytes = Buffer.alloc(9)
  bytes.write('UT', 0, 'latin1')
  bytes.writeUInt16LE(5, 2)
  bytes.writeUInt8(1, 4)
  bytes.writeInt32LE(Math.max(-0x8000_0000, Math.min(0x7fff_ffff, Math.floor(modified / 1000))), 5)
  return bytes
}

/** Local time from 1980 to 2107, two seconds fine. */
function dosTime(modified: number): number {
  const date = new Date(modified)
  const year = Math.max(0, Math.min(127, date.getFullYear() - 1980))
  if (date.getFullYear() < 1980) return (1 << 21) | (1 << 16)
  const day = (year << 9) | ((date.getMonth() + 1) << 5) | date.getDate()
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1)
  return ((day << 16) | time) >>> 0
}

function endOf(count: number, start: number, size: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(count, MAX16), 8)
  end.writeUInt16LE(Math.min(count, MAX16), 10)
  end.writeUInt32LE(Math.min(size, MAX32), 12)
  end.writeUInt32LE(Math.min(start, MAX32), 16)
  const wide = count >= MAX16 || size >= MAX32 || start >= MAX32
  return wide ? Buffer.concat([wideEndOf(count, start, size), end]) : end
}

/** The end of zip64 and the locator that leads to it. */
function wideEndOf(count: number, start: number, size: number): Buffer {
  const bytes = Buffer.alloc(56 + 20)
  bytes.writeUInt32LE(0x06064b50, 0)
  bytes.writeBigUInt64LE(44n, 4)
  bytes.writeUInt16LE(MADE_ON_UNIX | 45, 12)
  bytes.writeUInt16LE(45, 14)
  bytes.writeBigUInt64LE(BigInt(count), 24)
  bytes.writeBigUInt64LE(BigInt(count), 32)
  bytes.writeBigUInt64LE(BigInt(size), 40)
  bytes.writeBigUInt64LE(BigInt(start), 48)
  bytes.writeUInt32LE(0x07064b50, 56)
  bytes.writeBigUInt64LE(BigInt(start + size), 64)
  bytes.writeUInt32LE(1, 72)
  return bytes
}
