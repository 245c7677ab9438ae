import type { Progress, StopSignal } from '#shared/block'
import { NEVER_STOPPED } from './stop-signal.ts'

/** Work on many bytes: it ends with its signal, and says how many are done. */
export type Effort = {
  readonly signal: StopSignal
  /** told of bytes since it was last told */
  done(bytes: number): void
}

/** Work that is over too soon to be stopped or watched. */
export const NO_EFFORT: Effort = { signal: NEVER_STOPPED, done: () => undefined }

/** Turns bytes into a share of a whole; every hundredth is told once. */
export function effortOf(signal: StopSignal, total: number, progress: Progress | undefined): Effort {
  let sum = 0
  let told = 0
  return {
    signal,
    done(bytes) {
      sum += bytes
      const share = total > 0 ? Math.min(1, sum / total) : 1
      const isLast = share === 1 && told < 1
      if (!progress || (share - told < 0.01 && !isLast)) return
      told = share
      progress(share)
    },
  }
}
