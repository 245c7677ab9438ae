import type { Clock } from './ports.ts'

/** Milliseconds that runs may compute before everything else gets its turn; the commit that follows needs some too. */
const SLICE = 5

/** What takes turns: does some of its work until `isUp`, and says whether there is more. */
export type Worker = { work(isUp: () => boolean): boolean }

/**
 * Shares the one thread among the runs: each works until it has nothing ready or the slice is up, the rest
 * goes on behind the others. After a slice the event loop goes round once, however many runs there are and
 * whether they are woken by timers, by files or by one another.
 */
export class Turns {
  #clock: Clock
  #queue: Worker[] = []
  #queued = new Set<Worker>()
  #since = Number.NEGATIVE_INFINITY
  #working = false
  #planned = false
  #held = false
  readonly #isUp = () => this.#clock.monotonic() - this.#since >= SLICE

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Has the worker work: now if the slice allows it, else in a later turn of the event loop. */
  wake(worker: Worker): void {
    if (!this.#queued.has(worker)) {
      this.#queued.add(worker)
      this.#queue.push(worker)
    }
    if (this.#working || this.#planned || this.#held) return
    if (this.#isUp()) this.#plan()
    else this.#work()
  }

  /** Nobody gets a turn from now on, also not who has more to do. Who is woken waits for `goOn`. */
  hold(): void {
    this.#held = true
  }
  goOn(): void {
    this.#held = false
    if (this.#queue.length > 0 && !this.#working && !this.#planned) this.#plan()
  }

  #plan(): void {
    this.#planned = true
    setImmediate(this.#begin)
  }
  /** After a whole slice the commit of what it did comes first, in a round of its own: nobody waits for both at once. */
  #planNext(): void {
    this.#planned = true
    setImmediate(() => setImmediate(this.#begin))
  }
  readonly #begin = (): void => {
    this.#planned = false
    this.#since = this.#clock.monotonic()
    this.#work()
  }

  #work(): void {
    this.#working = true
    try {
      while (this.#queue.length > 0 && !this.#held && !this.#isUp()) this.#next()
    } finally {
      this.#working = false
      if (this.#queue.length > 0 && !this.#planned && !this.#held) this.#planNext()
    }
  }

  #next(): void {
    const worker = this.#queue.shift() as Worker
    this.#queued.delete(worker)
    if (worker.work(this.#isUp)) this.wake(worker)
  }
}
