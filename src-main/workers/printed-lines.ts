import { StringDecoder } from 'node:string_decoder'

/** A line that never ends is given on in pieces of this many characters. */
const LONGEST_SHOWN = 8 * 1024

/** What a process prints for people, cut into lines as it comes. Bytes that are no text become the usual sign. */
export class PrintedLines {
  readonly #decoder = new StringDecoder('utf8')
  readonly #hear: (line: string) => void
  #held = ''

  constructor(hear: (line: string) => void) {
    this.#hear = hear
  }

  push(chunk: Buffer): void {
    const lines = (this.#held + this.#decoder.write(chunk)).split('\n')
    this.#held = lines.pop() ?? ''
    for (const line of lines) this.#say(line)
    if (this.#held.length > LONGEST_SHOWN) this.#rest()
  }

  end(): void {
    this.#held += this.#decoder.end()
    if (this.#held !== '') this.#rest()
  }

  #rest(): void {
    const held = this.#held
    this.#held = ''
    this.#say(held)
  }

  #say(line: string): void {
    for (let from = 0; from === 0 || from < line.length; from += LONGEST_SHOWN)
      this.#hear(line.slice(from, from + LONGEST_SHOWN).replace(/\r$/, ''))
  }
}
