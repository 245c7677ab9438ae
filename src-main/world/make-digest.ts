import { createHash, createHmac } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Digest, DigestName } from '#shared/block'

/**
 * A digest of this machine's crypto library.
 * @param secret with one: HMAC (RFC 2104). A checksum takes none
 */
export function makeDigest(name: DigestName, secret?: string): Digest {
  if (name === 'crc32') return checksum()
  const of = name.replace('-', '')
  const hash = secret === undefined ? createHash(of) : createHmac(of, secret)
  return { update: (piece) => void hash.update(piece), finish: () => hash.digest() }
}

/** CRC-32 as zip, gzip and PNG have it; four bytes, the highest first. */
function checksum(): Digest {
  let sum = 0
  return {
    update(piece) {
      sum = crc32(piece, sum)
    },
    finish() {
      const bytes = new Uint8Array(4)
      new DataView(bytes.buffer).setUint32(0, sum)
      return bytes
    },
  }
}
