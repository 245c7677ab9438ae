/**
 * Threads for work of standard blocks that would hold the main thread. None starts before it is needed; one that had
 * nothing to do for a minute ends. A thread that has to be ended is given up at once, also when it takes long to go:
 * SQLite ends no statement before it is done.
 */

import { WaitingLine } from '../waiting-line.ts'
import { poolCloses } from '../worker-errors.ts'
import { threadEnded } from './heavy-errors.ts'
import type { HeavyJob } from './heavy-job.ts'
import { HEAVY_LIMITS, type HeavyLimits } from './heavy-limits.ts'
import { HeavyThread, type ThreadParts } from './heavy-thread.ts'

export type HeavyPool = {
  do(job: Omit<HeavyJob, 'crashes'>): void
  /** threads that there are: at work, at rest, and given up but not yet gone */
  threads(): { readonly busy: number; readonly idle: number; readonly leaving: number }
  /** Fails what is under way and ends all threads. */
  close(): Promise<void>
}

export type HeavyPoolParts = Omit<ThreadParts, 'limits'> & { readonly limits?: Partial<HeavyLimits> }

/** Crashes under one step, from which on it is taken for the one to blame. */
const MOST_CRASHES = 2

/** Makes the pool; it starts nothing. */
export function openHeavyPool(parts: HeavyPoolParts): HeavyPool {
  const pool = new Pool({ ...parts, limits: { ...HEAVY_LIMITS, ...parts.limits } })
  return {
    do: (job) => pool.do({ ...job, crashes: 0 }),
    threads: () => pool.threads(),
    close: () => pool.close(),
  }
}

class Pool {
  readonly #parts: ThreadParts
  readonly #waiting = new WaitingLine<HeavyJob>()
  readonly #busy = new Set<HeavyThread>()
  /** the last one is the one that worked last; with what cancels its end */
  readonly #idle = new Map<HeavyThread, () => void>()
  readonly #leaving = new Set<HeavyThread>()
  #isClosed = false

  constructor(parts: ThreadParts) {
    this.#parts = parts
  }

  threads() {
    return { busy: this.#busy.size, idle: this.#idle.size, leaving: this.#leaving.size }
  }

  do(job: HeavyJob): void {
    if (this.#isClosed) job.failed(poolCloses())
    else this.#waiting.push(job)
    this.#next()
  }

  /** Those who wait, in order, as long as there are threads for them. */
  #next(): void {
    while (this.#waiting.length > 0 && !this.#isClosed) {
      const first = this.#waiting.first as HeavyJob
      const { signal } = first.ctx
      if (!signal.aborted && !this.#hasRoom()) return
      this.#waiting.take()
      if (signal.aborted) first.failed(signal.reason)
      else this.#take().begin(first)
    }
  }

  /** Threads that will not go count too, so that there is an end to them. */
  #hasRoom(): boolean {
    const { threads } = this.#parts.limits
    if (this.#idle.size > 0) return true
    return this.#busy.size < threads && this.#busy.size + this.#leaving.size < 2 * threads
  }

  #take(): HeavyThread {
    const rested = [...this.#idle.keys()].at(-1)
    if (rested) {
      this.#idle.get(rested)?.()
      this.#idle.delete(rested)
    }
    const thread = rested ?? this.#start()
    this.#busy.add(thread)
    return thread
  }

  #start(): HeavyThread {
    return new HeavyThread(this.#parts, {
      free: (thread) => this.#rest(thread),
      lost: (thread, job, why) => this.#lost(thread, job, why),
    })
  }

  #rest(thread: HeavyThread): void {
    this.#busy.delete(thread)
    const { clock, limits } = this.#parts
    this.#idle.set(
      thread,
      clock.after(limits.idleMs, () => thread.end(null)),
    )
    this.#next()
  }

  #lost(thread: HeavyThread, job: HeavyJob | null, why: string | null): void {
    this.#busy.delete(thread)
    this.#idle.get(thread)?.()
    this.#idle.delete(thread)
    this.#leaving.add(thread)
    void thread.gone.then(() => {
      this.#leaving.delete(thread)
      this.#next()
    })
    if (job) this.#crashed(job, why ?? 'its thread ended')
    this.#next()
  }

  /** What an earlier step left behind may have ended the thread: what does no harm is done once more. */
  #crashed(job: HeavyJob, why: string): void {
    job.crashes++
    if (this.#isClosed) job.failed(poolCloses())
    else if (job.again && job.crashes < MOST_CRASHES && !job.ctx.signal.aborted) this.#waiting.putFirst([job])
    else job.failed(threadEnded(job.ctx.blockName, why))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const job of this.#waiting.takeAll()) job.failed(poolCloses())
    for (const thread of [...this.#busy, ...this.#idle.keys()]) thread.end(poolCloses())
    const { clock, limits } = this.#parts
    const all = Promise.all([...this.#leaving].map(({ gone }) => gone))
    let cancel = () => {}
    const patience = new Promise<void>((resolve) => {
      cancel = clock.after(limits.closeMs, resolve)
    })
    await Promise.race([all, patience])
    cancel()
    if (this.#leaving.size > 0) process.once('beforeExit', letSignalsEndIt)
  }
}

/** Node's own end waits for threads that cannot be ended, and hears nothing meanwhile: the system is to end it then. */
function letSignalsEndIt(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal)
}
