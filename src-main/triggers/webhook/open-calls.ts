import type { AnswerTaken, WebAnswer } from '#shared/block'
import type { Clock, Responses, RunRow } from '../../runtime/ports.ts'

/** A call that waits for its run. */
export type OpenCall = {
  /** the flow says what is answered */
  given(answer: WebAnswer): void
  /** the run came to its end before; `again`: it is tried once more */
  ended(run: RunRow, again: boolean): void
  /** it waited as long as it may */
  late(): void
}

/** ms between two looks for calls that waited long enough */
const LOOK_MS = 250

type Entry = { calls: OpenCall[] /** ms on the monotonic clock */; until: number; answered: boolean }

/**
 * Calls that wait for runs, by run: some wait for one that another call started. Each hears exactly one thing.
 * Invariant: entries stand in the order in which they are late.
 */
export class OpenCalls implements Responses {
  readonly #entries = new Map<string, Entry>()
  readonly #clock: Clock
  #count = 0
  #cancelLook: (() => void) | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }
  get count(): number {
    return this.#count
  }

  has(runId: string): boolean {
    return this.#entries.has(runId)
  }

  /** @param wait ms */
  add(runId: string, call: OpenCall, wait: number): void {
    const until = this.#clock.monotonic() + wait
    const entry = this.#entries.get(runId)
    if (entry) entry.calls.push(call)
    else this.#entries.set(runId, { calls: [call], until, answered: false })
    this.#count += 1
    if (!this.#cancelLook) this.#look()
  }

  /** The caller is gone, or gets its answer in another way. */
  remove(runId: string, call: OpenCall): void {
    const entry = this.#entries.get(runId)
    const at = entry?.calls.indexOf(call) ?? -1
    if (!entry || at < 0) return
    entry.calls.splice(at, 1)
    this.#count -= 1
    if (entry.calls.length === 0 && !entry.answered) this.#entries.delete(runId)
  }

  give(runId: string, answer: WebAnswer): AnswerTaken {
    const entry = this.#entries.get(runId)
    if (!entry) return 'nobody'
    if (entry.answered) return 'answered'
    // it stays until its run ends, so that a second answer is told apart from one that nobody waits for
    entry.answered = true
    for (const call of this.#take(entry)) call.given(answer)
    return 'given'
  }

  ended(run: RunRow, again: boolean): void {
    const entry = this.#entries.get(run.id)
    if (!entry) return
    this.#entries.delete(run.id)
    for (const call of this.#take(entry)) call.ended(run, again)
  }

  stop(): void {
    this.#cancelLook?.()
    this.#cancelLook = null
  }

  #look(): void {
    this.#cancelLook = this.#clock.after(LOOK_MS, () => {
      this.#cancelLook = null
      this.#lateAt(this.#clock.monotonic())
      if (this.#count > 0) this.#look()
    })
  }

  #lateAt(now: number): void {
    for (const [runId, entry] of this.#entries) {
      if (entry.until > now) return
      if (entry.answered) continue
      this.#entries.delete(runId)
      for (const call of this.#take(entry)) call.late()
    }
  }

  #take(entry: Entry): OpenCall[] {
    this.#count -= entry.calls.length
    return entry.calls.splice(0)
  }
}
