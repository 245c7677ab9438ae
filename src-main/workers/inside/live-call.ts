import type { LogLevel } from '../protocol/message.ts'

/** One call while it is under way here. What is said about it afterwards is said to nobody. */
export class LiveCall {
  readonly id: number
  readonly deadline: number | undefined
  readonly key: string
  over = false
  /** Blockloom knows that it has begun */
  told = false
  readonly #say: (message: object) => void
  #stopper: AbortController | null = null
  #stopped: unknown

  constructor(id: number, key: string, deadline: number | undefined, say: (message: object) => void) {
    this.id = id
    this.key = key
    this.deadline = deadline
    this.#say = say
  }

  /** Made when asked for: few look at it. */
  get signal(): AbortSignal {
    if (!this.#stopper) {
      this.#stopper = new AbortController()
      if (this.#stopped !== undefined) this.#stopper.abort(this.#stopped)
    }
    return this.#stopper.signal
  }
  stop(reason: unknown): void {
    this.#stopped = reason
    this.#stopper?.abort(reason)
  }

  log(level: LogLevel, text: string): void {
    if (!this.over) this.#say({ id: this.id, log: level, text })
  }
  progress(share: number, text?: string): void {
    const progress = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0
    if (!this.over) this.#say({ id: this.id, progress, ...(text !== undefined && { text: String(text) }) })
  }
  beat(): void {
    if (!this.over) this.#say({ id: this.id, beat: true })
  }
}
