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
  const json = recordJson(runId, firstSeq, data, checksum)
  return json && recordEntries(json, large)
}

/** The JSON text of a record, or null when the bytes are not what was written. */
export function recordJson(runId: string, firstSeq: number, data: Buffer, checksum: number): Buffer | null {
  if (checksumOf(runId, firstSeq, data) !== checksum) return null
  const body = data.subarray(1)
  return data[0] === DEFLATED ? inflateRawSync(body) : body
}

/** @param large without it null stands where large values belong */
export function recordEntries(json: Buffer, large?: Fetcher): JournalEntry[] {
  const packed = JSON.parse(json.toString('utf8')) as Packed
  if (packed.l) large?.putBack(packed.e, packed.l)
  return unpack(packed)
}

const checksumOf = (runId: string, firstSeq: number, data: Buffer): number =>
  crc32(data, crc32(`${runId}:${firstSeq}`))

function pack(entries: readonly JournalEntry[], first: JournalEntry, keep?: KeepText): Packed {
  const shapes = new Shapes()
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
    const fields = entry as unknown as Fields
    const shape = shapes.of(fields)
    const names = shapes.all[shape] as string[]
    const row: unknown[] = [shape, entry.at - last]
    last = entry.at
    for (let k = 1; k < names.length; k += 1) {
      const value = fields[names[k] as string]
      row.push(
        keep && typeof value !== 'number' && isLarge(value) ? lift(value, [e.length, row.length]) : value,
      )
    }
    e.push(row)
  }
  return { s: shapes.all, e, q: first.seq, t: first.at, ...(l.length > 0 && { l }) }
}

type Fields = Readonly<Record<string, unknown>>

/** The shapes of a record. Most events have the shape of the last one of their kind: that is looked at first. */
class Shapes {
  readonly all: string[][] = []
  readonly #byWords = new Map<string, number>()
  readonly #lastOf = new Map<string, number>()

  of(entry: Fields): number {
    const kind = entry.kind as string
    const last = this.#lastOf.get(kind)
    if (last !== undefined && fits(entry, this.all[last] as string[])) return last
    const index = this.#find(entry)
    this.#lastOf.set(kind, index)
    return index
  }

  #find(entry: Fields): number {
    const names = [entry.kind as string]
    for (const key in entry) if (isStored(key, entry[key])) names.push(key)
    const words = names.join(BETWEEN)
    const known = this.#byWords.get(words)
    if (known !== undefined) return known
    this.#byWords.set(words, this.all.length)
    return this.all.push(names) - 1
  }
}

/** seq, time and kind have places of their own. */
const isStored = (key: string, value: unknown): boolean =>
  value !== undefined && key !== 'seq' && key !== 'at' && key !== 'kind'

function fits(entry: Fields, names: readonly string[]): boolean {
  let k = 1
  for (const key in entry) {
    if (!isStored(key, entry[key])) continue
    if (names[k] !== key) return false
    k += 1
  }
  return k === names.length
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
