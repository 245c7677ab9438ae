import { createHash } from 'node:crypto'
import type { Clock } from '../../runtime/ports.ts'
import type { Copied } from '../desktop-ears.ts'

/** ms between two looks: no system tells when something is copied */
const BETWEEN = 500
/** the same while a picture lies there: each look at it costs its encoding */
const BETWEEN_PICTURES = 2000

type Parts = {
  clock: Pick<Clock, 'after'>
  read(): Promise<Copied | null>
  changed(copied: Copied): void
  onBug(error: unknown): void
}

/**
 * Looks at the clipboard again and again, one look after the other, while it runs. What lies there at the first look is
 * no change; something that cannot be read, or an emptied clipboard, forgets nothing.
 */
export class ClipboardWatch {
  readonly #parts: Parts
  #last: string | null = null
  /** goes up with each beginning and end: a look that began before is of no account */
  #turn = 0
  #first: Promise<void> | null = null
  #cancel = (): void => {}
  #isBroken = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Resolves when what lies there is known: from then on a change is heard. */
  begin(): Promise<void> {
    this.#first ??= this.#start()
    return this.#first
  }

  stop(): void {
    this.#turn += 1
    this.#first = null
    this.#cancel()
  }

  async #start(): Promise<void> {
    this.#turn += 1
    const turn = this.#turn
    const there = await this.#read()
    if (turn !== this.#turn) return
    this.#last = there && markOf(there)
    this.#again(turn, there)
  }

  #again(turn: number, there: Copied | null): void {
    const wait = there && 'png' in there ? BETWEEN_PICTURES : BETWEEN
    this.#cancel = this.#parts.clock.after(wait, () => void this.#look(turn))
  }

  async #look(turn: number): Promise<void> {
    const there = await this.#read()
    if (turn !== this.#turn) return
    const mark = there && markOf(there)
    if (there && mark !== null && mark !== this.#last) {
      this.#last = mark
      this.#parts.changed(there)
    }
    // a listener may have ended it
    if (turn === this.#turn) this.#again(turn, there)
  }

  async #read(): Promise<Copied | null> {
    try {
      const there = await this.#parts.read()
      this.#isBroken = false
      return there
    } catch (error) {
      // told once, not twice a second
      if (!this.#isBroken) this.#parts.onBug(error)
      this.#isBroken = true
      return null
    }
  }
}

/** A hash, so that no copied password stays in memory for comparing. */
const markOf = (copied: Copied): string =>
  createHash('sha256')
    .update('text' in copied ? 'text' : 'png')
    .update('text' in copied ? copied.text : copied.png)
    .digest('base64')
