import { createHash, timingSafeEqual } from 'node:crypto'

const digest = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest()

/** Compares what a caller sent with each of the texts it may be, in a time that says nothing about them. */
export function isOneOf(given: string | Uint8Array, wanted: readonly (string | Uint8Array)[]): boolean {
  const found = digest(given)
  let same = false
  for (const one of wanted) same = timingSafeEqual(digest(one), found) || same
  return same
}
