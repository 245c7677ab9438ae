import { TextPlace } from '#shared/text'
import type { XmlPlace } from './xml-errors.ts'

/** An "&" that begins no entity; one that the text ends with may yet have become one. */
const BARE = /&(?!(?:#\d+|#x[\da-f]+|[\p{L}_:][\p{L}\p{N}_:.-]*);)(?![#\p{L}\p{N}_:.-]*$)/iu

/** Keeps the last two pieces of a text, to find the "&" that made the parser stumble only at some ";" further on. */
export class BareAmpersand {
  readonly #place = new TextPlace()
  #before = ''
  #piece = ''
  /** characters of the text before these two pieces */
  #start = 0

  push(piece: string): void {
    this.#place.pass(this.#before)
    this.#start += this.#before.length
    this.#before = this.#piece
    this.#piece = piece
  }

  /** The first one between two positions in the text, or null. */
  between(from: number, to: number): XmlPlace | null {
    const begin = Math.max(0, from - this.#start)
    const text = (this.#before + this.#piece).slice(0, to - this.#start)
    const found = BARE.exec(text.slice(begin))
    if (!found) return null
    const { line, column } = this.#place.copy().pass(text, 0, begin + found.index)
    return { line, column }
  }
}
