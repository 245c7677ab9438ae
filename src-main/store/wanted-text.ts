import { StringDecoder } from 'node:string_decoder'

/** A text that somebody looks for in the data of runs. */
export type Wanted = {
  /** as `fold` makes it */
  readonly text: string
  /** its longest piece that stands in JSON as it stands in the text; empty: there is none */
  readonly piece: string
  /** as it stands in JSON, between the quotes */
  readonly json: string
}

/** Upper and lower case are the same, and so is é as one sign or as e with a mark, as macOS writes it in names. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ')

/** What JSON writes as an escape: what stands there instead is another text. */
const ESCAPED = /["\\\p{Cc}\p{Cs}]+/u
/** They become one with the letter before them, which in JSON may be that of an escape. */
const MARKS = /^\p{M}+/u

export function wantedOf(words: string): Wanted {
  const text = fold(words)
  const pieces = text.split(ESCAPED).map((piece) => piece.replace(MARKS, ''))
  const piece = pieces.reduce((longest, one) => (one.length > longest.length ? one : longest))
  return { text, piece, json: fold(JSON.stringify(words).slice(1, -1)) }
}

export const textHolds = (text: string, wanted: Wanted): boolean => fold(text).includes(wanted.text)

/** Whether it is in a value as people see it: in texts, numbers, yes and no, and in the keys of objects. */
export function valueHolds(value: unknown, wanted: Wanted): boolean {
  if (typeof value === 'string') return textHolds(value, wanted)
  if (typeof value === 'number' || typeof value === 'boolean') return textHolds(String(value), wanted)
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some((item) => valueHolds(item, wanted))
  for (const key in value)
    if (textHolds(key, wanted) || valueHolds((value as Record<string, unknown>)[key], wanted)) return true
  return false
}

/** Bytes that become text at once: the store's thread has little room. */
const SLICE = 4 << 20

/** Whether a piece is anywhere in a JSON text, keys and all. Most texts are done with here, before they are parsed. */
export function jsonHolds(json: Buffer, piece: string): boolean {
  const decoder = new StringDecoder('utf8')
  // what begins in one slice ends in the next; unfolded it may be some times as long
  const overlap = 4 * piece.length + 16
  let before = ''
  for (let at = 0; at < json.length; at += SLICE) {
    const text = before + decoder.write(json.subarray(at, at + SLICE))
    if (fold(text).includes(piece)) return true
    before = text.slice(-overlap)
  }
  return false
}
