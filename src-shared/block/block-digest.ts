/** Checksums and digests that blocks can ask for. */
export const DIGESTS = ['sha-256', 'sha-512', 'sha-1', 'md5', 'crc32'] as const
export type DigestName = (typeof DIGESTS)[number]

/** Takes bytes piece by piece; texts as UTF-8. */
export type Digest = {
  update(piece: string | Uint8Array): void
  /** the bytes of the digest, once; nothing may come after it */
  finish(): Uint8Array
}
