import { availableParallelism } from 'node:os'

/** How long and how many; milliseconds. */
export type PoolLimits = {
  /** workers of one program */
  readonly workers: number
  /** without work, after which a worker ends */
  readonly idleMs: number
  /** to answer after it was told to stop */
  readonly stopMs: number
  /** to say its first word, before another one is started beside it */
  readonly startMs: number
  /** without a word, after which calls that wait behind another are taken elsewhere */
  readonly silentMs: number
  /** between two beats of a JavaScript worker whose event loop turns */
  readonly beatMs: number
  /** busy without a word, after which it is shown as not answering */
  readonly notAnsweringMs: number
  /** in which it must read something of what is sent */
  readonly readMs: number
  /** in which five crashes are too many, and for which a package rests then */
  readonly crashMs: number
  /** between two looks at the memory of a busy worker, where no limit of the system holds */
  readonly memoryMs: number
  /** between two looks at busy workers */
  readonly lookMs: number
}

export const POOL_LIMITS: PoolLimits = {
  workers: Math.max(2, Math.min(4, availableParallelism())),
  idleMs: 60_000,
  stopMs: 500,
  startMs: 1000,
  silentMs: 200,
  beatMs: 1000,
  notAnsweringMs: 10_000,
  readMs: 10_000,
  crashMs: 60_000,
  memoryMs: 2000,
  lookMs: 20,
}
