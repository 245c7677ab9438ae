import type { Clock } from '../../src-main/runtime/ports.ts'

type Timer = { at: number; order: number; then: () => void }
export type HandClock = Clock & {
  /** goes on by so many ms, ringing what is due on the way, in order */
  turn(ms: number): void
  /** jumps, as a wall clock does when it is set; timers go on as planned */
  jump(ms: number): void
  /** ms until the next timer; undefined when there is none */
  next(): number | undefined
}

/** A clock that goes on only when it is told to. */
export function handClock(start = Date.UTC(2026, 10, 23, 12)): HandClock {
  let passed = 0
  let jumped = 0
  let order = 0
  const timers = new Set<Timer>()
  const first = () => [...timers].sort((a, b) => a.at - b.at || a.order - b.order)[0]
  return {
    now: () => start + passed + jumped,
    monotonic: () => passed,
    after(ms, then) {
      const timer = { at: passed + ms, order: order++, then }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    turn(ms) {
      const until = passed + ms
      for (let timer = first(); timer && timer.at <= until; timer = first()) {
        timers.delete(timer)
        passed = Math.max(passed, timer.at)
        timer.then()
      }
      passed = until
    },
    jump(ms) {
      jumped += ms
    },
    next: () => {
      const timer = first()
      return timer && Math.max(0, timer.at - passed)
    },
  }
}
