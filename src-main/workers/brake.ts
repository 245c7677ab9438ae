/** Crashes within `window` ms after which a package rests. */
const MOST_CRASHES = 5

/**
 * Counts crashes: five within a minute, and for a minute nothing is started that might make the sixth.
 * Counted by what is to blame, so that one bad block keeps no other from working.
 */
export class Brake {
  readonly #now: () => number
  readonly #window: number
  readonly #crashes = new Map<string, number[]>()
  readonly #rests = new Map<string, { readonly until: number; readonly why: string }>()

  /** @param now ms, never goes back. @param window ms in which crashes are counted, and for which it rests */
  constructor(now: () => number, window: number) {
    this.#now = now
    this.#window = window
  }

  /** @param why what it did: the end of a sentence */
  crashed(blame: string, why: string): void {
    const now = this.#now()
    this.#forget(now)
    const recent = (this.#crashes.get(blame) ?? []).filter((at) => now - at < this.#window)
    recent.push(now)
    if (recent.length < MOST_CRASHES) this.#crashes.set(blame, recent)
    else {
      this.#crashes.delete(blame)
      this.#rests.set(blame, { until: now + this.#window, why })
    }
  }

  /** For how many ms it still rests, and what it did last; undefined: it may work. */
  rest(blame: string): { ms: number; why: string } | undefined {
    const rest = this.#rests.size > 0 ? this.#rests.get(blame) : undefined
    if (!rest) return undefined
    const ms = rest.until - this.#now()
    return ms > 0 ? { ms, why: rest.why } : undefined
  }

  /** What is long past takes no memory. */
  #forget(now: number): void {
    for (const [blame, crashes] of this.#crashes)
      if (now - (crashes.at(-1) ?? 0) >= this.#window) this.#crashes.delete(blame)
    for (const [blame, { until }] of this.#rests) if (until <= now) this.#rests.delete(blame)
  }
}
