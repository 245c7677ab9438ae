import type { Clock } from '../../runtime/ports.ts'
import { type Facts, identityOf, isSame, lookAt } from './facts.ts'

/** ms that a file has to be gone for longer than others stand still: what it is called now comes first. */
const GONE_GRACE = 500
/** Files that are looked at again at once. */
const MOST_AT_ONCE = 256

type Waiting = { facts: Facts | null; since: number }

export type SettlingPorts = {
  clock: Clock
  settleMs: number
  /** these stood still: as they are, null when they are gone */
  ripe(files: readonly (readonly [string, Facts | null])[]): void
  onBug(error: unknown): void
}

/**
 * Files to which something happened, until they stand still. A file is ripe when two looks, as far apart as it has to
 * settle, saw the same size and time, and nothing was heard of it in between. All of them wait on one timer.
 */
export class Settling {
  readonly #ports: SettlingPorts
  // each in the order of `since`, so the first one is due first
  readonly #there = new Map<string, Waiting>()
  readonly #gone = new Map<string, Waiting>()
  #cancel: (() => void) | null = null
  #timerAt = 0
  #looking = false
  #closed = false

  constructor(ports: SettlingPorts) {
    this.#ports = ports
  }

  get size(): number {
    return this.#there.size + this.#gone.size
  }
  has(path: string): boolean {
    return this.#there.has(path) || this.#gone.has(path)
  }
  /** What tells those that are there from others (`identityOf`). */
  identities(): ReadonlySet<string> {
    const all = new Set<string>()
    for (const { facts } of this.#there.values()) {
      const one = facts ? identityOf(facts) : undefined
      if (one !== undefined) all.add(one)
    }
    return all
  }
  paths(): string[] {
    return [...this.#there.keys(), ...this.#gone.keys()]
  }

  /**
   * It is like this now. @param moved something was heard of it: it has to stand still from now on, even though it looks
   * the same
   */
  notice(path: string, facts: Facts | null, moved: boolean): void {
    const before = this.#there.get(path) ?? this.#gone.get(path)
    if (before && !moved && isSame(before.facts, facts)) return
    this.drop(path)
    const place = facts ? this.#there : this.#gone
    place.set(path, { facts, since: this.#ports.clock.monotonic() })
    this.#plan()
  }

  /** Nothing happened to it after all. */
  drop(path: string): void {
    this.#there.delete(path)
    this.#gone.delete(path)
  }

  close(): void {
    this.#closed = true
    this.#cancel?.()
    this.#cancel = null
    this.#there.clear()
    this.#gone.clear()
  }

  #plan(): void {
    if (this.#looking || this.#closed) return
    const { clock, settleMs } = this.#ports
    const first = [this.#due(this.#there, settleMs), this.#due(this.#gone, settleMs + GONE_GRACE)]
    const due = Math.min(...first)
    if (due === Number.POSITIVE_INFINITY || (this.#cancel && due >= this.#timerAt)) return
    this.#cancel?.()
    this.#timerAt = due
    this.#cancel = clock.after(Math.max(0, due - clock.monotonic()), () => {
      this.#cancel = null
      void this.#ring().catch((error) => this.#ports.onBug(error))
    })
  }

  #due(those: ReadonlyMap<string, Waiting>, after: number): number {
    for (const { since } of those.values()) return since + after
    return Number.POSITIVE_INFINITY
  }

  async #ring(): Promise<void> {
    this.#looking = true
    try {
      const { settleMs } = this.#ports
      const due = [
        ...this.#take(this.#there, settleMs),
        ...this.#take(this.#gone, settleMs + GONE_GRACE),
      ].slice(0, MOST_AT_ONCE)
      const looks = await Promise.all(due.map(([path]) => lookAt(path)))
      const ripe: [string, Facts | null][] = []
      due.forEach(([path, was], index) => {
        const now = looks[index]
        // nobody can tell how it is now: it is asked again after a while
        if (now === undefined) this.#putOff(path, was)
        else if (this.#stoodStill(path, was, now)) ripe.push([path, now])
      })
      for (const [path] of ripe) this.drop(path)
      if (ripe.length > 0 && !this.#closed) this.#ports.ripe(ripe)
    } finally {
      this.#looking = false
      this.#plan()
    }
  }

  #take(those: ReadonlyMap<string, Waiting>, after: number): [string, Waiting][] {
    const now = this.#ports.clock.monotonic()
    const due: [string, Waiting][] = []
    for (const [path, waiting] of those) {
      if (waiting.since + after > now || due.length === MOST_AT_ONCE) break
      due.push([path, waiting])
    }
    return due
  }

  #putOff(path: string, was: Waiting): void {
    if ((this.#there.get(path) ?? this.#gone.get(path)) === was) this.notice(path, was.facts, true)
  }

  #stoodStill(path: string, was: Waiting, now: Facts | null): boolean {
    const waiting = this.#there.get(path) ?? this.#gone.get(path)
    // heard of again, or dropped, while it was looked at
    if (waiting !== was) return false
    if (isSame(was.facts, now)) return true
    this.notice(path, now, true)
    return false
  }
}
