import { AppError } from '#shared/error'
import { TextPlace } from './text-place.ts'

/** The platform's TextDecoder, made with `{ fatal: true, ignoreBOM: true }`; shared code knows no platform. */
export type Decoder = { decode(bytes?: Uint8Array, options?: { stream?: boolean }): string }
/** @throws RangeError for an encoding the platform does not know */
export type MakeDecoder = (encoding: string) => Decoder

/**
 * Turns the bytes of a text into text, piece by piece, and names the place where they are none. A byte order mark
 * decides over what was said, and is taken off.
 * @param encoding a label of the Encoding Standard (encoding.spec.whatwg.org); `utf-16` goes by its mark
 * @param what what the text is, for sentences: `people.csv`
 */
export class TextDecoding {
  readonly #make: MakeDecoder
  readonly #what: string
  readonly #place = new TextPlace()
  #encoding: string
  #decoder: Decoder | null = null
  /** bytes at the end of a piece that begin a character */
  #carry: Uint8Array = NOTHING
  #begun = false

  constructor(encoding: string, make: MakeDecoder, what: string) {
    this.#encoding = encoding.toLowerCase()
    this.#make = make
    this.#what = what
  }

  /** @throws AppError `files.not-text` with line and column, `files.unknown-encoding` */
  push(bytes: Uint8Array): string {
    const all = this.#carry.length > 0 ? joined(this.#carry, bytes) : bytes
    if (!this.#begun && all.length < LONGEST_MARK) {
      this.#carry = all
      return ''
    }
    return this.#decode(this.#withoutMark(all))
  }

  /** What is left. @throws AppError as `push` does; a text that ends in mid-character is none */
  end(): string {
    const rest = this.#withoutMark(this.#carry)
    this.#carry = NOTHING
    const whole = this.#decode(rest)
    if (this.#carry.length > 0) throw this.#broken(this.#place, 'it ends in the middle of a character')
    try {
      return whole + (this.#decoder?.decode() ?? '')
    } catch {
      throw this.#broken(this.#place, 'it ends in the middle of a character')
    }
  }

  #withoutMark(bytes: Uint8Array): Uint8Array {
    if (this.#begun) return bytes
    this.#begun = true
    const mark = MARKS.find(({ starts }) => starts.every((byte, i) => bytes[i] === byte))
    if (mark) this.#encoding = mark.encoding
    else if (this.#encoding === 'utf-16') this.#encoding = 'utf-16le'
    return mark ? bytes.subarray(mark.starts.length) : bytes
  }

  #decode(bytes: Uint8Array): string {
    const cut = wholeCharacters(bytes, this.#encoding)
    const whole = bytes.subarray(0, cut)
    this.#carry = bytes.slice(cut)
    this.#decoder ??= this.#makeDecoder()
    try {
      const text = this.#decoder.decode(whole, { stream: true })
      this.#place.pass(text)
      return text
    } catch {
      throw this.#notText(whole)
    }
  }

  #makeDecoder(): Decoder {
    try {
      return this.#make(this.#encoding)
    } catch (cause) {
      throw new AppError({
        code: 'files.unknown-encoding',
        message: `${this.#what} says its encoding is "${this.#encoding.slice(0, 40)}", which is not known here.`,
        fix: 'Save it as UTF-8.',
        details: { encoding: this.#encoding },
        cause,
      })
    }
  }

  /** The longest beginning that is text shows where it stops being one. */
  #notText(bytes: Uint8Array): AppError {
    if (!ALIGNED.has(this.#encoding)) return this.#broken(this.#place, 'some of its bytes are no characters')
    let good = 0
    let bad = bytes.length
    while (bad - good > 1) {
      const middle = (good + bad) >> 1
      if (this.#isText(bytes.subarray(0, middle))) good = middle
      else bad = middle
    }
    const before = this.#make(this.#encoding).decode(bytes.subarray(0, good), { stream: true })
    // where a character was begun that is none: in Latin-1 the letter itself, not what follows it
    const first = wholeCharacters(bytes.subarray(0, good), this.#encoding)
    const byte = (bytes[first] as number).toString(16).toUpperCase().padStart(2, '0')
    return this.#broken(this.#place.copy().pass(before), `the byte 0x${byte} is no part of a character`)
  }

  #isText(bytes: Uint8Array): boolean {
    try {
      this.#make(this.#encoding).decode(bytes, { stream: true })
      return true
    } catch {
      return false
    }
  }

  #broken({ line, column }: TextPlace, why: string): AppError {
    const name = this.#encoding.toUpperCase()
    return new AppError({
      code: 'files.not-text',
      message: `${this.#what} is not ${name} text at line ${line}, column ${column}: ${why}.`,
      fix: `Save it as UTF-8, or say which encoding it has. Old Windows programs write "windows-1252".`,
      details: { line, column, encoding: this.#encoding },
    })
  }
}

/**
 * A stream of bytes as a stream of text.
 * @throws AppError as `TextDecoding` does
 */
export async function* decodeStream(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string,
  make: MakeDecoder,
  what: string,
): AsyncGenerator<string> {
  const decoding = new TextDecoding(encoding, make, what)
  for await (const piece of bytes) yield decoding.push(piece)
  yield decoding.end()
}

const NOTHING = new Uint8Array(0)
const LONGEST_MARK = 3
const MARKS = [
  { starts: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { starts: [0xff, 0xfe], encoding: 'utf-16le' },
  { starts: [0xfe, 0xff], encoding: 'utf-16be' },
] as const

/** Encodings whose pieces are cut between characters here, so that a fresh decoder can look at any piece again. */
const ALIGNED = new Set(['utf-8', 'utf-16le', 'utf-16be'])

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const all = new Uint8Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}

/** How many of the bytes are whole characters. */
function wholeCharacters(bytes: Uint8Array, encoding: string): number {
  if (!ALIGNED.has(encoding)) return bytes.length
  if (encoding === 'utf-8') return wholeUtf8(bytes)
  const even = bytes.length & ~1
  const high = bytes[even - (encoding === 'utf-16le' ? 1 : 2)]
  // the first half of a pair waits for the other
  return high !== undefined && high >= 0xd8 && high <= 0xdb ? even - 2 : even
}

function wholeUtf8(bytes: Uint8Array): number {
  const { length } = bytes
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back] as number
    if ((byte & 0xc0) === 0x80) continue
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return needs > back ? length - back : length
  }
  return length
}
