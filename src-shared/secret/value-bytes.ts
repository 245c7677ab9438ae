/** The bytes of a text in UTF-8. Half a surrogate pair has none: it becomes U+FFFD, as everywhere. */
export function utf8(text: string): number[] {
  const written = encodeURIComponent(text.toWellFormed())
  const bytes: number[] = []
  for (let i = 0; i < written.length; i++) {
    const escaped = written[i] === '%'
    bytes.push(escaped ? Number.parseInt(written.slice(i + 1, i + 3), 16) : written.charCodeAt(i))
    if (escaped) i += 2
  }
  return bytes
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/**
 * The characters of base64 (RFC 4648) that some bytes alone decide when `before` (0, 1 or 2) other bytes stand
 * before them: those at the edges, which hold bits of their neighbours too, are left out.
 */
export function innerBase64(bytes: readonly number[], before: number): string {
  const first = Math.ceil((before * 8) / 6)
  const end = Math.floor(((before + bytes.length) * 8) / 6)
  let text = ''
  for (let n = first; n < end; n++) {
    const bit = n * 6 - before * 8
    const at = Math.floor(bit / 8)
    const pair = ((bytes[at] as number) << 8) | (bytes[at + 1] ?? 0)
    text += ALPHABET[(pair >> (10 - (bit % 8))) & 63]
  }
  return text
}
