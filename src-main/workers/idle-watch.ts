import type { Clock } from '../runtime/ports.ts'
import type { OneWorker } from './one-worker.ts'

export const isIdle = ({ calls, stopping }: OneWorker): boolean => calls.size === 0 && stopping.size === 0

/** Ends workers that nobody has needed for a while. One timer for all of them, however often they come to rest. */
export class IdleWatch {
  readonly #clock: Clock
  readonly #idleMs: number
  readonly #end: (worker: OneWorker) => void
  #stop: (() => void) | null = null

  constructor(clock: Clock, idleMs: number, end: (worker: OneWorker) => void) {
    this.#clock = clock
    this.#idleMs = idleMs
    this.#end = end
  }

  /** Goes on until there are none left. */
  over(workers: readonly OneWorker[]): void {
    if (workers.length === 0) this.stop()
    if (this.#stop || workers.length === 0) return
    const now = this.#clock.monotonic()
    const left = workers.map((worker) =>
      isIdle(worker) ? worker.heardAt + this.#idleMs - now : this.#idleMs,
    )
    this.#stop = this.#clock.after(Math.max(1, Math.min(...left)), () => {
      this.#stop = null
      for (const worker of workers.filter((one) => this.#isDue(one))) this.#end(worker)
      this.over(workers)
    })
  }

  stop(): void {
    this.#stop?.()
    this.#stop = null
  }

  #isDue(worker: OneWorker): boolean {
    return isIdle(worker) && this.#clock.monotonic() - worker.heardAt >= this.#idleMs
  }
}
