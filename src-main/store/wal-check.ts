import { readFileSync } from 'node:fs'

/**
 * SQLite ends recovery silently at the first WAL frame whose checksum does not fit, and with it drops every
 * commit after it. After a power loss that is right for the *last* transaction, which nobody was promised.
 * A broken frame *before* a later transaction is damage: a transaction begins only when the one before it
 * has been synced. This tells the two apart (file format: https://www.sqlite.org/fileformat2.html#walformat).
 */

const HEADER = 32
const FRAME_HEADER = 24
const MAGIC = 0x377f0682

/** @returns what is wrong in words, or null when the file is whole or ends in an unfinished transaction */
export function checkWal(path: string): string | null {
  const wal = readFileSync(path)
  if (wal.length < HEADER + FRAME_HEADER) return null
  const bigEndian = (wal.readUInt32BE(0) & 1) === 1
  const sound = (wal.readUInt32BE(0) & ~1) === MAGIC
  const first = sum(wal, 0, 24, [0, 0], bigEndian)
  if (!sound || first[0] !== wal.readUInt32BE(24) || first[1] !== wal.readUInt32BE(28))
    return 'the header of its write-ahead log is broken'
  return checkFrames(wal, first, bigEndian)
}

type Sum = readonly [number, number]

function checkFrames(wal: Buffer, seed: Sum, bigEndian: boolean): string | null {
  const size = FRAME_HEADER + wal.readUInt32BE(8)
  let running = seed
  let broken = -1
  let commitsAfter = 0
  for (let at = HEADER, n = 0; at + size <= wal.length; at += size, n += 1) {
    const stored: Sum = [wal.readUInt32BE(at + 16), wal.readUInt32BE(at + 20)]
    if (!frameFits(wal, at, size, running, stored, bigEndian)) {
      if (broken < 0) broken = n
    } else if (broken >= 0) {
      if (commitsAfter > 0) return `its write-ahead log is broken at frame ${broken}, before later commits`
      if (wal.readUInt32BE(at + 4) !== 0) commitsAfter += 1
    }
    // after a broken frame the next one is measured from the sum that stands in it
    running = stored
  }
  return null
}

function frameFits(
  wal: Buffer,
  at: number,
  size: number,
  seed: Sum,
  stored: Sum,
  bigEndian: boolean,
): boolean {
  // frames that an earlier round of the log left behind carry other salts
  if (!sameSalts(wal, at)) return false
  const head = sum(wal, at, at + 8, seed, bigEndian)
  const whole = sum(wal, at + FRAME_HEADER, at + size, head, bigEndian)
  return whole[0] === stored[0] && whole[1] === stored[1]
}

const sameSalts = (wal: Buffer, at: number): boolean => wal.compare(wal, 16, 24, at + 8, at + 16) === 0

/** The Fibonacci-weighted sum of the format, over 8 bytes at a time. */
function sum(wal: Buffer, from: number, to: number, seed: Sum, bigEndian: boolean): Sum {
  let [a, b] = seed
  for (let at = from; at < to; at += 8) {
    const x = bigEndian ? wal.readUInt32BE(at) : wal.readUInt32LE(at)
    const y = bigEndian ? wal.readUInt32BE(at + 4) : wal.readUInt32LE(at + 4)
    a = (a + x + b) >>> 0
    b = (b + y + a) >>> 0
  }
  return [a, b]
}
