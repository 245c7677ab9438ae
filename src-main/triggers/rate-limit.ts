/** At most `most` runs within any `perMs`; those beyond wait for their turn or are dropped. */
export type RateLimit = { most: number; perMs: number; beyond: 'queue' | 'drop' }

/** When the next run may start: at once, at a later time, or not at all. Times are ms since the epoch. */
export type Admission = { at: number } | { dropped: true; retryAfterMs: number }

/**
 * Counts the runs of one trigger in a window that slides.
 * @param starts when its last runs started or will start, in any order
 */
export class SlidingWindow {
  #starts: number[]

  constructor(starts: readonly number[] = []) {
    this.#starts = starts.toSorted((a, b) => a - b)
  }

  /** @param now ms since the epoch; a clock that was set back counts what lies ahead as now */
  admit({ most, perMs, beyond }: RateLimit, now: number): Admission {
    const full = this.#starts.length < most ? undefined : this.#starts[this.#starts.length - most]
    const free = full === undefined ? now : Math.max(now, full + perMs)
    if (free > now && beyond === 'drop') return { dropped: true, retryAfterMs: free - now }
    this.#starts.push(free)
    if (this.#starts.length > most) this.#starts = this.#starts.slice(-most)
    return { at: free }
  }
}
