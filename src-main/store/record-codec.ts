import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import type { JournalEntry } from '#shared/run'
import { type Fetcher, isLarge, type KeepText, type LargeRef, Lifter } from './lift-large.ts'

/**
 * Many events of one run as one record. Events of a kind have the same keys, so the keys are written once
 * per record ("shapes") and each event is a list of values:
 *
 *   byte 0   'j' JSON text follows, 'd' deflated JSON text follows
 *   JSON     { "s": [["step-ended", "block", ...], ...], "e": [[shape, ms since the last, value, ...], ...],
 *              "q": first seq, "t": first time, "l": [[path in "e", hash of a large value], ...] }
 *
 * A shape begins with its `kind`. `seq` counts up from `q`. What comes back is what JSON would have brought
 * back: keys whose value is undefined are left out.
 */

const JSON_TEXT = 0x6a
const DEFLATED = 0x64
/** bytes from which deflating is worth its 20 us */
const WORTH_DEFLATING = 2048
/** no event has a key with this in it */
const BETWEEN = '\0'

type Packed = { s: string[][]; e: unknown[][]; q: number; t: number; l?: LargeRef[] }
export type EncodedRecord = { data: Buffer; checksum: number }
export type PlacedRecord = EncodedRecord & { firstSeq: number; lastSeq: number }

/**
 * All entries of a group as one record, or, where their text would be longer than JavaScript's longest (about
 * 512 MB), as several: a group holds hundreds of events and each may be large.
 * @param keep where large values go; without it they stay in the record
 */
export function* encodeRecords(
  runId: string,
  entries: readonly JournalEntry[],
  keep?: KeepText,
): Generator<PlacedRecord> {
  const first = entries[0]
  if (!first) return
  const encoded = encodeUnlessTooLong(runId, entries, keep)
  if (encoded) {
    yield { ...encoded, firstSeq: first.seq, lastSeq: first.seq + entries.length - 1 }
    return
  }
  const half = entries.length >> 1
  yield* encodeRecords(runId, entries.slice(0, half), keep)
  yield* encodeRecords(runId, entries.slice(half), keep)
}

function encodeUnlessTooLong(
  runId: string,
  entries: readonly JournalEntry[],
  keep?: KeepText,
): EncodedRecord | null {
  try {
    return encodeRecord(runId, entries, keep)
  } catch (cause) {
    if (cause instanceof RangeError && entries.length > 1) return null
    throw cause
  }
}

/**
 * `entries` is not empty and its seq has no gaps. The checksum also covers whose record it is.
 * @param keep where large values go; without it they stay in the record
 */
export function encodeRecord(
  runId: string,
  entries: readonly JournalEntry[],
  keep?: KeepText,
): EncodedRecord {
  const first = entries[0]
  if (!first) throw new Error('an empty record')
  const text = Buffer.from(JSON.stringify(pack(entries, first, keep)))
  const deflate = text.length >= WORTH_DEFLATING
  const data = Buffer.concat([
    Buffer.of(deflate ? DEFLATED : JSON_TEXT),
    deflate ? deflateRawSync(text, { level: 1 }) : text,
  ])
  return { data, checksum: checksumOf(runId, first.seq, data) }
}

/**
 * @param large gives back large values; needed where the record was written with `keep`
 * @returns the entries, or null when the bytes are not what was written
 */
export function decodeRecord(
  runId: string,
  firstSeq: number,
  data: Buffer,
  checksum: number,
  large?: Fetcher,
): JournalEntry[] | null {
  if (checksumOf(runId, firstSeq, data) !== checksum) return null
  const body = data.subarray(1)
  const text = data[0] === DEFLATED ? inflateRawSync(body) : body
  const packed = JSON.parse(text.toString('utf8')) as Packed
  if (packed.l) large?.putBack(packed.e, packed.l)
  return unpack(packed)
}

const checksumOf = (runId: string, firstSeq: number, data: Buffer): number =>
  crc32(data, crc32(`${runId}:${firstSeq}`))

function pack(entries: readonly JournalEntry[], first: JournalEntry, keep?: KeepText): Packed {
  const shapes = new Map<string, number>()
  const s: string[][] = []
  const e: unknown[][] = []
  const l: LargeRef[] = []
  let lifter: Lifter | undefined
  const lift = (value: unknown, path: [row: number, at: number]): unknown => {
    lifter ??= new Lifter(keep as KeepText)
    const { rest, refs } = lifter.lift(value)
    for (const [inner, hash] of refs) l.push([[...path, ...inner], hash])
    return rest
  }
  let last = first.at
  for (const entry of entries) {
    const row: unknown[] = [0, entry.at - last]
    last = entry.at
    const shape = fill(row, entry, e.length, keep && lift)
    let index = shapes.get(shape)
    if (index === undefined) {
      index = s.push(shape.split(BETWEEN)) - 1
      shapes.set(shape, index)
    }
    row[0] = index
    e.push(row)
  }
  return { s, e, q: first.seq, t: first.at, ...(l.length > 0 && { l }) }
}

type Lift = (value: unknown, path: [row: number, at: number]) => unknown

/** Appends the values of one event to its row; gives the names, joined. */
function fill(row: unknown[], entry: JournalEntry, index: number, lift: Lift | undefined): string {
  const fields = entry as unknown as Readonly<Record<string, unknown>>
  let shape = entry.kind
  for (const key in fields) {
    const value = fields[key]
    if (key === 'seq' || key === 'at' || key === 'kind' || value === undefined) continue
    shape += BETWEEN + key
    row.push(lift && typeof value !== 'number' && isLarge(value) ? lift(value, [index, row.length]) : value)
  }
  return shape
}

function unpack(packed: Packed): JournalEntry[] {
  let at = packed.t
  return packed.e.map((row, i) => {
    const shape = packed.s[row[0] as number] as string[]
    at += row[1] as number
    const entry: Record<string, unknown> = { seq: packed.q + i, at, kind: shape[0] }
    for (let k = 1; k < shape.length; k += 1) entry[shape[k] as string] = row[k + 1]
    return entry as unknown as JournalEntry
  })
}
