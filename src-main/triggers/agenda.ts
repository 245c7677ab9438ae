import TinyQueue from 'tinyqueue'
import type { Clock } from '../runtime/ports.ts'

/**
 * ms after which the wall clock is looked at again, whatever is due: timers follow a clock that stands still while
 * the machine sleeps and takes no part when the wall clock is set.
 */
const LOOK_MS = 15_000
/** ms by which the two clocks may go apart by themselves between two looks */
const JUMP_MS = 1000
/** ms until something whose bell threw is rung again */
const AGAIN_MS = 5000

type Entry<Key> = { key: Key; due: number; ring: (now: number) => void; gone: boolean }

/** Rings at points in wall time, any number of them on one timer. What is overdue rings at once. */
export class Agenda<Key> {
  readonly #clock: Clock
  readonly #onBug: (error: unknown) => void
  readonly #queue = new TinyQueue<Entry<Key>>([], (a, b) => a.due - b.due)
  readonly #entries = new Map<Key, Entry<Key>>()
  readonly #onJump: (ms: number) => void
  #cancel: (() => void) | null = null
  #timerAt = Number.POSITIVE_INFINITY
  /** how far the wall clock was ahead of the monotonic one when they were looked at last */
  #ahead: number

  /** @param onJump told by how many ms the wall clock was set, or the machine slept, before anything rings */
  constructor(clock: Clock, onBug: (error: unknown) => void, onJump: (ms: number) => void = () => {}) {
    this.#clock = clock
    this.#onBug = onBug
    this.#onJump = onJump
    this.#ahead = clock.now() - clock.monotonic()
  }

  /** Plans one ring, in place of the one that was planned under this key. `due`: ms since the epoch */
  set(key: Key, due: number, ring: (now: number) => void): void {
    this.drop(key)
    const entry = { key, due, ring, gone: false }
    this.#entries.set(key, entry)
    this.#queue.push(entry)
    this.#plan()
  }

  drop(key: Key): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    entry.gone = true
    this.#entries.delete(key)
  }

  get(key: Key): number | undefined {
    return this.#entries.get(key)?.due
  }

  /** Looks at the clock now: it was set, or the machine woke. */
  look(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#timerAt = Number.POSITIVE_INFINITY
    const now = this.#clock.now()
    const ahead = now - this.#clock.monotonic()
    const jump = ahead - this.#ahead
    this.#ahead = ahead
    if (Math.abs(jump) > JUMP_MS) this.#onJump(jump)
    for (let first = this.#first(); first && first.due <= now; first = this.#first()) this.#ring(first, now)
    this.#plan()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#entries.clear()
    while (this.#queue.length > 0) this.#queue.pop()
  }

  #ring(entry: Entry<Key>, now: number): void {
    this.#queue.pop()
    this.#entries.delete(entry.key)
    try {
      entry.ring(now)
    } catch (error) {
      this.#onBug(error)
      if (!this.#entries.has(entry.key)) this.set(entry.key, now + AGAIN_MS, entry.ring)
    }
  }

  #first(): Entry<Key> | undefined {
    while (this.#queue.peek()?.gone) this.#queue.pop()
    return this.#queue.peek()
  }

  #plan(): void {
    const first = this.#first()
    if (!first) return
    const wait = Math.min(Math.max(0, first.due - this.#clock.now()), LOOK_MS)
    const at = this.#clock.monotonic() + wait
    if (this.#cancel && at >= this.#timerAt) return
    this.#cancel?.()
    this.#timerAt = at
    this.#cancel = this.#clock.after(Math.ceil(wait), () => this.look())
  }
}
