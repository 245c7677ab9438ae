import type { Writable } from 'node:stream'

/** Bytes handed over at once: what is larger goes in pieces, so that one sees whether it is being read. */
const PIECE = 256 * 1024

/**
 * Writes lines to a stream. All that is said in one turn goes in one piece; only one piece is on its way at a time,
 * so a far side that does not read fills no memory but what is queued here.
 */
export class LineWriter {
  readonly #stream: Writable
  readonly #now: () => number
  #queued: string[] = []
  #planned = false
  #writing = false
  #closing = false
  /** when something was last taken, while something waits; ms of `now` */
  #since = 0

  constructor(stream: Writable, now: () => number) {
    this.#stream = stream
    this.#now = now
    // a far side that is gone shows as its end, which its owner hears
    stream.on('error', () => {})
  }

  /** @param line with its end */
  write(line: string): void {
    this.#queued.push(line)
    if (this.#planned || this.#writing) return
    this.#planned = true
    process.nextTick(() => {
      this.#planned = false
      this.#flush()
    })
  }

  /** ms for which nothing was taken although something waits */
  stalledFor(): number {
    return this.#writing ? this.#now() - this.#since : 0
  }

  /** Ends the stream once everything is written. */
  end(): void {
    this.#closing = true
    if (!this.#writing && !this.#planned) this.#stream.end()
  }

  #flush(): void {
    if (this.#queued.length === 0) {
      this.#writing = false
      if (this.#closing) this.#stream.end()
      return
    }
    const bytes = Buffer.from(this.#queued.length === 1 ? (this.#queued[0] as string) : this.#queued.join(''))
    this.#queued = []
    this.#writing = true
    this.#piece(bytes, 0)
  }

  #piece(bytes: Buffer, from: number): void {
    this.#since = this.#now()
    const to = Math.min(from + PIECE, bytes.length)
    this.#stream.write(bytes.subarray(from, to), (error) => {
      if (error) return
      if (to < bytes.length) this.#piece(bytes, to)
      else this.#flush()
    })
  }
}
