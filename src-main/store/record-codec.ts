import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import type { JournalEntry } from '#shared/run'

/**
 * Many events of one run as one record. Events of a kind have the same keys, so the keys are written once
 * per record ("shapes") and each event is a list of values:
 *
 *   byte 0   'j' JSON text follows, 'd' deflated JSON text follows
 *   JSON     { "s": [["step-ended", "block", ...], ...], "e": [[shape, ms since the last, value, ...], ...],
 *              "q": first seq, "t": first time }
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

type Packed = { s: string[][]; e: unknown[][]; q: number; t: number }
export type EncodedRecord = { data: Buffer; checksum: number }

/** `entries` is not empty and its seq has no gaps. The checksum also covers whose record it is. */
export function encodeRecord(runId: string, entries: readonly JournalEntry[]): EncodedRecord {
  const first = entries[0]
  if (!first) throw new Error('an empty record')
  const text = Buffer.from(JSON.stringify(pack(entries, first)))
  const deflate = text.length >= WORTH_DEFLATING
  const data = Buffer.concat([
    Buffer.of(deflate ? DEFLATED : JSON_TEXT),
    deflate ? deflateRawSync(text, { level: 1 }) : text,
  ])
  return { data, checksum: checksumOf(runId, first.seq, data) }
}

/** @returns the entries, or null when the bytes are not what was written */
export function decodeRecord(
  runId: string,
  firstSeq: number,
  data: Buffer,
  checksum: number,
): JournalEntry[] | null {
  if (checksumOf(runId, firstSeq, data) !== checksum) return null
  const body = data.subarray(1)
  const text = data[0] === DEFLATED ? inflateRawSync(body) : body
  return unpack(JSON.parse(text.toString('utf8')) as Packed)
}

const checksumOf = (runId: string, firstSeq: number, data: Buffer): number =>
  crc32(data, crc32(`${runId}:${firstSeq}`))

function pack(entries: readonly JournalEntry[], first: JournalEntry): Packed {
  const shapes = new Map<string, number>()
  const s: string[][] = []
  const e: unknown[][] = []
  let last = first.at
  for (const entry of entries) {
    const row: unknown[] = [0, entry.at - last]
    last = entry.at
    const shape = fill(row, entry)
    let index = shapes.get(shape)
    if (index === undefined) {
      index = s.push(shape.split(BETWEEN)) - 1
      shapes.set(shape, index)
    }
    row[0] = index
    e.push(row)
  }
  return { s, e, q: first.seq, t: first.at }
}

/** Appends the values of one event to its row; gives the names, joined. */
function fill(row: unknown[], entry: JournalEntry): string {
  const fields = entry as unknown as Readonly<Record<string, unknown>>
  let shape = entry.kind
  for (const key in fields) {
    if (key === 'seq' || key === 'at' || key === 'kind' || fields[key] === undefined) continue
    shape += BETWEEN + key
    row.push(fields[key])
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
