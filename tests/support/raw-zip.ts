import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of an archive, every lie about it included. */
export type RawEntry = {
  /** a text is written as UTF-8 */
  name: string | Uint8Array
  bytes?: string | Uint8Array
  /** 0: stored, 8: deflated, or one that nobody knows */
  method?: number
  /** bit flags; 1: locked, 0x800: the name is UTF-8 */
  flags?: number
  /** the program that made it: 3 Unix, 0 MS-DOS, 19 macOS */
  madeOn?: number
  /** Unix mode with its type: 0o120777 is a link */
  mode?: number
  /** attributes of MS-DOS: 0x10 a folder, 0x400 a reparse point */
  dos?: number
  /** what the directory says instead of the truth */
  says?: { size?: number; packed?: number; crc?: number; offset?: number }
  /** the name in front of the bytes, when it is another one */
  localName?: string
}

const LOCAL = 30
const CENTRAL = 46

/** Writes an archive that no honest program would: for tests of who reads it. */
export function rawZip(entries: readonly RawEntry[], end: { count?: number; comment?: string } = {}): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = bytesOf(entry.name)
    const plain = bytesOf(entry.bytes ?? '')
    const method = entry.method ?? 8
    const packed = method === 8 ? deflateRawSync(plain) : plain
    const facts = {
      method,
      packed: packed.length,
      size: plain.length,
      crc: crc32(plain),
      offset,
      ...entry.says,
    }
    const local = headed(entry, facts, bytesOf(entry.localName ?? entry.name), false)
    bodies.push(local, packed)
    directory.push(headed(entry, facts, name, true))
    offset += local.length + packed.length
  }
  const last = Buffer.alloc(22)
  const comment = Buffer.from(end.comment ?? '')
  const size = directory.reduce((sum, one) => sum + one.length, 0)
  last.writeUInt32LE(0x06054b50, 0)
  last.writeUInt16LE(end.count ?? entries.length, 8)
  last.writeUInt16LE(end.count ?? entries.length, 10)
  last.writeUInt32LE(size, 12)
  last.writeUInt32LE(offset, 16)
  last.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...bodies, ...directory, last, comment])
}

type Facts = { method: number; packed: number; size: number; crc: number; offset: number }

function headed(entry: RawEntry, facts: Facts, name: Buffer, central: boolean): Buffer {
  const header = Buffer.alloc(central ? CENTRAL : LOCAL)
  const at = central ? 6 : 4
  header.writeUInt32LE(central ? 0x02014b50 : 0x04034b50, 0)
  if (central) header.writeUInt16LE(((entry.madeOn ?? 3) << 8) | 20, 4)
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(entry.flags ?? 0x800, at + 2)
  header.writeUInt16LE(facts.method, at + 4)
  header.writeUInt32LE(((44 << 9) | (5 << 5) | 4) * 0x10000, at + 6)
  header.writeUInt32LE(facts.crc, at + 10)
  header.writeUInt32LE(facts.packed, at + 14)
  header.writeUInt32LE(facts.size, at + 18)
  header.writeUInt16LE(name.length, at + 22)
  if (central) {
    header.writeUInt32LE((((entry.mode ?? 0) << 16) | (entry.dos ?? 0)) >>> 0, 38)
    header.writeUInt32LE(facts.offset, 42)
  }
  return Buffer.concat([header, name])
}

const bytesOf = (given: string | Uint8Array): Buffer => Buffer.from(given as string)
