import type { OpenCalls } from './open-calls.ts'

/** So many may stand in line for one hat, however long it takes. */
const SHORT = 64
/** ms that a longer line may take */
const PATIENCE = 500
/** ms over which it is counted how many begin */
const WINDOW = 200

/**
 * Calls of one hat whose runs have not begun, the oldest first. Under a flood a line that only grows would make every
 * caller wait long, and most of them in vain: those for whom it would take too long are told to come again.
 */
export class CallLine {
  readonly #line = new Set<string>()
  /** runs that begin in a ms, as it was lately; 0: not known */
  #rate = 0
  #begun = 0
  #since = 0

  join(runId: string): void {
    this.#line.add(runId)
  }

  /**
   * Whether who comes now is better told to come again.
   * @param now ms on the monotonic clock
   * @param isQueued whether a run has not begun
   */
  isTooLong(now: number, calls: OpenCalls, isQueued: (runId: string) => boolean): boolean {
    if (this.#line.size === 0) return false
    for (const runId of this.#line) {
      if (calls.has(runId) && isQueued(runId)) break
      this.#line.delete(runId)
      this.#begun += 1
    }
    this.#count(now)
    return this.#line.size >= Math.max(SHORT, this.#rate * PATIENCE)
  }

  #count(now: number): void {
    const passed = now - this.#since
    if (passed < WINDOW) return
    // after a quiet time there is nothing to learn from it
    if (passed < 5 * WINDOW) this.#rate = this.#begun / passed
    this.#begun = 0
    this.#since = now
  }
}
