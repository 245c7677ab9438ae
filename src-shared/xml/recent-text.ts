import { TextPlace } from '#shared/text'
import type { XmlPlace } from './xml-errors.ts'

/** An "&" that begins no entity; one that the text ends with may yet have become one. */
const BARE = /&(?!(?:#\d+|#x[\da-f]+|[\p{L}_:][\p{L}\p{N}_:.-]*);)(?![#\p{L}\p{N}_:.-]*$)/iu
/** What is no part of any element, and none of what may stand there: blanks, comments, instructions. */
const STRAY = /^(?:\s|<\?.*?\?>|<!--.*?-->)*(?=[^\s<])/s

/** Keeps the last two pieces of a text, to find what made the parser stumble only further on. */
export class RecentText {
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

  /** The first "&" that is text between two positions, or null. */
  bareAmpersand(from: number, to: number): XmlPlace | null {
    const { text, begin } = this.#between(from, to)
    const found = BARE.exec(text.slice(begin))
    return found && this.#placeOf(text, begin + found.index)
  }

  /** Where text stands outside of the root element, which ended or did not begin at a position; or null. */
  strayText(from: number, to: number): XmlPlace | null {
    const { text, begin } = this.#between(from, to)
    const found = STRAY.exec(text.slice(begin))
    return found && this.#placeOf(text, begin + found[0].length)
  }

  #between(from: number, to: number): { text: string; begin: number } {
    const text = (this.#before + this.#piece).slice(0, Math.max(0, to - this.#start))
    return { text, begin: Math.max(0, from - this.#start) }
  }

  #placeOf(text: string, at: number): XmlPlace {
    const { line, column } = this.#place.copy().pass(text, 0, at)
    return { line, column }
  }
}
