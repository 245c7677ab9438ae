import type { Clock } from '../runtime/ports.ts'

/** setTimeout takes 31 bits of milliseconds (24.8 days) and fires at once beyond. */
const LONGEST_TIMER = 2 ** 31 - 1

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, then) {
    const due = performance.now() + ms
    let timer: NodeJS.Timeout
    const arm = (): void => {
      const left = due - performance.now()
      timer =
        left > LONGEST_TIMER ? setTimeout(arm, LONGEST_TIMER) : setTimeout(then, Math.max(0, Math.ceil(left)))
    }
    arm()
    return () => clearTimeout(timer)
  },
}

/**
 * ms of processor time that this thread has used: what an expression's limit counts, so that a machine that is
 * busy elsewhere fails no short one. Older Nodes do not tell; there the wall clock has to do.
 */
export const threadTime = (): number => {
  if (typeof process.threadCpuUsage !== 'function') return performance.now()
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
