import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'

/**
 * The last bytes of a backup: a mark and the SHA-256 of all before them. SQLite's own check sees the structure of a
 * database and not what stands in its rows, so a byte that turned over in years on a disk would be put back as if
 * somebody had written it. SQLite goes by the number of pages in its header and leaves what comes after them alone.
 */
const MARK = Buffer.from('\nBlockloom SHA-256\n', 'latin1')
const SEAL = MARK.length + 32
const PIECE = 1 << 20

/** Seals a finished copy; the caller waits until it is on disk. */
export function seal(path: string): void {
  const file = openSync(path, 'r+')
  try {
    const { size } = fstatSync(file)
    writeSync(file, Buffer.concat([MARK, digestOf(file, size)]), 0, SEAL, size)
  } finally {
    closeSync(file)
  }
}

/** `none`: made by a Blockloom that did not seal, or a copy of a database by hand. */
export function readSeal(path: string): 'whole' | 'broken' | 'none' {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const end = Buffer.alloc(SEAL)
    if (size < SEAL) return 'none'
    readSync(file, end, 0, SEAL, size - SEAL)
    if (!end.subarray(0, MARK.length).equals(MARK)) return 'none'
    return digestOf(file, size - SEAL).equals(end.subarray(MARK.length)) ? 'whole' : 'broken'
  } finally {
    closeSync(file)
  }
}

function digestOf(file: number, bytes: number): Buffer {
  const hash = createHash('sha256')
  const piece = Buffer.alloc(Math.min(PIECE, Math.max(1, bytes)))
  for (let at = 0; at < bytes; ) {
    const read = readSync(file, piece, 0, Math.min(piece.length, bytes - at), at)
    if (read === 0) break
    hash.update(piece.subarray(0, read))
    at += read
  }
  return hash.digest()
}
