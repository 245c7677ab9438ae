import { isUtf8 } from 'node:buffer'
import { LONGEST_LINE } from './limits.ts'

export type LineFault = 'too-long' | 'not-utf8' | 'half-line'

export type LineHearer = {
  /** one line, without its end */
  line(text: string): void
  fault(fault: LineFault): void
}

const NEWLINE = 10

/**
 * Cuts a stream of bytes into lines. Text is made of whole lines only, so a character whose bytes arrive in two
 * pieces stays whole. After a fault, or `stop`, nothing is heard any more.
 */
export class LineReader {
  readonly #hear: LineHearer
  readonly #longest: number
  /** the beginning of a line whose end has not come yet */
  #pieces: Buffer[] = []
  #held = 0
  #stopped = false

  constructor(hear: LineHearer, longest = LONGEST_LINE) {
    this.#hear = hear
    this.#longest = longest
  }

  push(chunk: Buffer): void {
    if (this.#stopped) return
    const last = chunk.lastIndexOf(NEWLINE)
    const first = last < 0 ? chunk.length : this.#held === 0 ? 0 : chunk.indexOf(NEWLINE)
    if (this.#held + first > this.#longest) this.#fault('too-long')
    else if (last < 0) this.#hold(chunk)
    else this.#take(chunk, last)
  }

  /** The stream is over. */
  end(): void {
    if (!this.#stopped && this.#held > 0) this.#fault('half-line')
  }

  stop(): void {
    this.#stopped = true
    this.#pieces = []
    this.#held = 0
  }

  #hold(piece: Buffer): void {
    if (piece.length === 0) return
    this.#pieces.push(piece)
    this.#held += piece.length
  }

  /** All whole lines of what is held and of the chunk up to its last newline. */
  #take(chunk: Buffer, last: number): void {
    const fresh = chunk.subarray(0, last)
    const whole = this.#held === 0 ? fresh : Buffer.concat([...this.#pieces, fresh])
    this.#pieces = []
    this.#held = 0
    this.#hold(chunk.subarray(last + 1))
    if (!isUtf8(whole)) {
      this.#fault('not-utf8')
      return
    }
    const text = whole.toString('utf8')
    for (let from = 0; from <= text.length && !this.#stopped; ) {
      const end = text.indexOf('\n', from)
      const to = end < 0 ? text.length : end
      this.#line(text.slice(from, to))
      from = to + 1
    }
  }

  #line(text: string): void {
    // a large chunk can bring such a line whole; a character takes three bytes at most
    const isTooLong = text.length * 3 > this.#longest && Buffer.byteLength(text) > this.#longest
    if (isTooLong) this.#fault('too-long')
    else this.#hear.line(text)
  }

  #fault(fault: LineFault): void {
    this.stop()
    this.#hear.fault(fault)
  }
}
