import { availableParallelism } from 'node:os'

/** How many threads, how long and how much; milliseconds. */
export type HeavyLimits = {
  /** threads at work at the same time */
  readonly threads: number
  /** without work, after which a thread ends */
  readonly idleMs: number
  /** to come to an end after its step was stopped */
  readonly stopMs: number
  /** MB that what a thread holds may take */
  readonly memoryMb: number
  /** between two looks at the memory of a thread at work */
  readonly lookMs: number
  /** in which threads that were ended have to be gone when the pool closes; SQLite may keep one for longer */
  readonly closeMs: number
}

export const HEAVY_LIMITS: HeavyLimits = {
  threads: Math.max(2, Math.min(4, availableParallelism())),
  idleMs: 60_000,
  stopMs: 500,
  memoryMb: 1024,
  lookMs: 100,
  closeMs: 1000,
}
