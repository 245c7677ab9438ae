import { AppError } from '#shared/error'

/**
 * Strict UTF-8 to text (the Encoding Standard's decoder, fatal). Written out because shared code has no
 * TextDecoder, and because the place of a bad byte has to be named.
 * @throws AppError `flow.not-utf8` with `details.byte` (0-based offset) and `details.line`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const parts: string[] = []
  let units: number[] = []
  for (let i = 0; i < bytes.length; ) {
    const point = pointAt(bytes, i)
    if (point < 0) throw notUtf8(bytes, i)
    if (point > 0xffff) units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff))
    else units.push(point)
    i += widthOf(point)
    if (units.length > 8000) {
      parts.push(String.fromCharCode(...units))
      units = []
    }
  }
  parts.push(String.fromCharCode(...units))
  return parts.join('')
}

const widthOf = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4)

/** The code point that starts here, or -1: cut short, overlong, a surrogate or beyond Unicode. */
function pointAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number
  if (first < 0x80) return first
  const more =
    first >= 0xc2 && first <= 0xdf ? 1 : first >> 4 === 0xe ? 2 : first >= 0xf0 && first <= 0xf4 ? 3 : 0
  if (more === 0) return -1
  let point = first & (0x3f >> more)
  for (let i = 1; i <= more; i++) {
    const byte = bytes[at + i]
    if (byte === undefined || byte >> 6 !== 2) return -1
    point = (point << 6) | (byte & 0x3f)
  }
  const surrogate = point >= 0xd800 && point <= 0xdfff
  return widthOf(point) !== more + 1 || surrogate || point > 0x10ffff ? -1 : point
}

function notUtf8(bytes: Uint8Array, at: number): AppError {
  let line = 1
  for (let i = 0; i < at; i++) if (bytes[i] === 10) line++
  return new AppError({
    code: 'flow.not-utf8',
    message: `The file is not UTF-8 text: byte ${at} (line ${line}) cannot be read.`,
    fix: 'Save the file with the encoding UTF-8 and try again.',
    details: { byte: at, line },
  })
}

/** Bytes the text takes as UTF-8, without making them. */
export function utf8Length(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x800) length += code >= 0xdc00 && code <= 0xdfff ? 0 : 2
    else if (code >= 0x80) length++
  }
  return length
}
