import { isOver, type RunState } from '#shared/run'
import type { Clock } from './ports.ts'

/** A wait looks at the wall clock again this often: machines sleep, and clocks are set. */
const LOOK = 60_000

/** What waits: its number here, when it is due (ms since the epoch), and how long that was when it was planned. */
export type Waiting = { readonly n: number; readonly due: number; readonly waitMs: number }

/** The alarms of one run: its waits and its timeout. */
export class RunTimers {
  #clock: Clock
  #waits = new Map<number, () => void>()
  #stopTimeout: (() => void) | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Rings when a wait is over: due in wall time, but never later than planned, whatever the clock does. */
  wait(pointer: Waiting, ring: () => void): void {
    const clock = this.#clock
    const planned = Math.min(Math.max(0, pointer.due - clock.now()), pointer.waitMs)
    const latest = clock.monotonic() + planned
    const look = (): void => {
      const left = Math.min(pointer.due - clock.now(), latest - clock.monotonic())
      if (left > 0) this.#waits.set(pointer.n, clock.after(Math.min(left, LOOK), look))
      else {
        this.#waits.delete(pointer.n)
        ring()
      }
    }
    this.#waits.set(pointer.n, clock.after(Math.min(planned, LOOK), look))
  }

  forget(pointer: Pick<Waiting, 'n'>): void {
    this.#waits.get(pointer.n)?.()
    this.#waits.delete(pointer.n)
  }

  /** Sets or stops the timeout of the run as its clock goes or stands. */
  keepTimeout(state: RunState, ring: () => void): void {
    const goes = state.runningSince >= 0 && !isOver(state.status)
    if (!goes) {
      this.holdTimeout()
      return
    }
    if (this.#stopTimeout) return
    // not by the wall clock, which may have been set since
    const spent = state.ranMs + Math.max(0, state.lastAt - state.runningSince)
    const left = Math.max(0, state.flow.timeoutMs - spent)
    this.#stopTimeout = this.#clock.after(left, () => {
      this.#stopTimeout = null
      ring()
    })
  }

  /** Until it is kept again. */
  holdTimeout(): void {
    this.#stopTimeout?.()
    this.#stopTimeout = null
  }

  stop(): void {
    for (const cancel of this.#waits.values()) cancel()
    this.#waits.clear()
    this.holdTimeout()
  }
}
