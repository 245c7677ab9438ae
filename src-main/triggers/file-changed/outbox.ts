import type { Clock } from '../../runtime/ports.ts'
import type { Facts } from './facts.ts'

/** ms that a turn of the event loop may be taken by starting runs */
const SLICE_MS = 4
/** A run for all that come together begins at the latest after so long, or with so many. */
const LONGEST_MS = 60_000
const MOST = 10_000

export type OutboxPorts = {
  clock: Clock
  batch: boolean
  /** whether more is on its way: a run for all waits for it */
  isMoreComing(): boolean
  /** Starts runs for these, in this very turn. @returns false: not now, they are kept */
  send(files: readonly (readonly [string, Facts | null])[]): boolean
}

/** Files that stand still and have started no run yet: one by one, or all at once. */
export class Outbox {
  readonly #ports: OutboxPorts
  readonly #files = new Map<string, Facts | null>()
  #since = 0
  #cancel: (() => void) | null = null
  #atWork = false
  #closed = false

  constructor(ports: OutboxPorts) {
    this.#ports = ports
  }

  get size(): number {
    return this.#files.size
  }
  /** undefined: it is not in it */
  get(path: string): Facts | null | undefined {
    return this.#files.get(path)
  }
  paths(): string[] {
    return [...this.#files.keys()]
  }
  put(path: string, facts: Facts | null): void {
    if (this.#files.size === 0) this.#since = this.#ports.clock.monotonic()
    this.#files.set(path, facts)
  }
  take(path: string): void {
    this.#files.delete(path)
  }

  /** Sends what may go. */
  go(): void {
    if (this.#atWork || this.#closed || this.#files.size === 0) return
    if (this.#ports.batch) this.#goTogether()
    else this.#goOneByOne()
  }

  close(): void {
    this.#closed = true
    this.#cancel?.()
    this.#files.clear()
  }

  #goTogether(): void {
    const waited = this.#ports.clock.monotonic() - this.#since
    if (this.#ports.isMoreComing() && this.#files.size < MOST && waited < LONGEST_MS) {
      this.#cancel ??= this.#ports.clock.after(LONGEST_MS - waited, () => {
        this.#cancel = null
        this.go()
      })
      return
    }
    this.#cancel?.()
    this.#cancel = null
    this.#send([...this.#files])
  }

  #goOneByOne(): void {
    const until = performance.now() + SLICE_MS
    for (const one of this.#files) {
      if (!this.#send([one])) return
      if (performance.now() < until || this.#files.size === 0) continue
      this.#atWork = true
      setImmediate(() => {
        this.#atWork = false
        this.go()
      })
      return
    }
  }

  #send(files: readonly (readonly [string, Facts | null])[]): boolean {
    if (!this.#ports.send(files)) return false
    for (const [path, facts] of files) if (this.#files.get(path) === facts) this.#files.delete(path)
    return true
  }
}
