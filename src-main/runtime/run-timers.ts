import { isOver, type Pointer, type RunState } from '#shared/run'
import type { Clock } from './ports.ts'

/** Longest time a timer is set for; longer waits look again when it rings (Node's timers hold 24 days). */
const LONGEST = 86_400_000

/** The alarms of one run: its waits and its timeout. */
export class RunTimers {
  #clock: Clock
  #waits = new Map<number, () => void>()
  #stopTimeout: (() => void) | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Rings when a wait is over: due in wall time, but never later than planned, whatever the clock does. */
  wait(pointer: Pointer, ring: () => void): void {
    const left = Math.min(Math.max(0, pointer.due - this.#clock.now()), pointer.waitMs)
    this.#arm(pointer.n, left, ring)
  }

  #arm(n: number, left: number, ring: () => void): void {
    const now = Math.min(left, LONGEST)
    const cancel = this.#clock.after(now, () => {
      this.#waits.delete(n)
      if (left > now) this.#arm(n, left - now, ring)
      else ring()
    })
    this.#waits.set(n, cancel)
  }

  forget(pointer: Pointer): void {
    this.#waits.get(pointer.n)?.()
    this.#waits.delete(pointer.n)
  }

  /** Sets or stops the timeout of the run as its clock goes or stands. */
  keepTimeout(state: RunState, ring: () => void): void {
    const goes = state.runningSince >= 0 && !isOver(state.status)
    if (!goes) {
      this.#stopTimeout?.()
      this.#stopTimeout = null
      return
    }
    if (this.#stopTimeout) return
    const spent = state.ranMs + Math.max(0, this.#clock.now() - state.runningSince)
    const left = Math.max(0, state.flow.timeoutMs - spent)
    this.#stopTimeout = this.#clock.after(Math.min(left, LONGEST), () => {
      this.#stopTimeout = null
      if (left > LONGEST) this.keepTimeout(state, ring)
      else ring()
    })
  }

  stop(): void {
    for (const cancel of this.#waits.values()) cancel()
    this.#waits.clear()
    this.#stopTimeout?.()
    this.#stopTimeout = null
  }
}
