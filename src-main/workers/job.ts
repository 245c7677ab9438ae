import type { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import type { Clock } from '../runtime/ports.ts'
import type { OneWorker } from './one-worker.ts'
import type { CallListener, WorkerCall, WorkerResult } from './worker-program.ts'

/** What an answer brings: of a run, of `migrate`, of `describe`. */
export type Answer = WorkerResult | { readonly config: JsonObject } | { readonly blocks: readonly Json[] }

export type JobOrder = {
  readonly id: number
  readonly ask: 'run' | 'migrate' | 'describe'
  readonly call: WorkerCall
  /** what is sent, with its end */
  readonly line: string
  readonly listener: CallListener
}

/** ms after its deadline: a step whose time is up is stopped by the engine, which says so itself. */
const GRACE_MS = 500

/**
 * One call on its way through the pool: it waits, is with a worker, and comes to exactly one end. What is heard of
 * it afterwards is late.
 */
export class Job {
  readonly id: number
  readonly ask: JobOrder['ask']
  readonly call: WorkerCall
  readonly line: string
  readonly listener: CallListener
  readonly answer: Promise<Answer>
  /** nobody else is with its worker at the same time */
  alone: boolean
  /** with whom it is; null: it waits, or is over */
  worker: OneWorker | null = null
  /** its worker has said that it has begun */
  begun = false
  /** ms of the monotonic clock: since when it waits for a worker */
  readonly queuedAt: number
  /** ms since the epoch */
  since = 0
  /** how often it was given to a worker */
  tries = 0
  /** bytes it has written into its log */
  logged = 0
  over = false
  #resolve!: (answer: Answer) => void
  #reject!: (error: unknown) => void
  #stopWaiting: (() => void) | null = null
  #stopTimer: (() => void) | null = null

  constructor({ id, ask, call, line, listener }: JobOrder, queuedAt: number) {
    this.queuedAt = queuedAt
    this.id = id
    this.ask = ask
    this.call = call
    this.line = line
    this.listener = listener
    this.alone = !call.again
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  /** Watches what may end it from outside: its maker's signal and its deadline. */
  watch(clock: Clock, stopped: () => void, late: () => void): void {
    const { signal } = this.listener
    signal.addEventListener('abort', stopped, { once: true })
    this.#stopWaiting = () => signal.removeEventListener('abort', stopped)
    const { deadline } = this.call
    if (deadline !== undefined)
      this.#stopTimer = clock.after(Math.max(0, deadline + GRACE_MS - clock.now()), late)
  }

  done(answer: Answer): void {
    if (this.#end()) this.#resolve(answer)
  }

  fail(error: AppError | unknown): void {
    if (this.#end()) this.#reject(error)
  }

  /** False: it had come to an end before. */
  #end(): boolean {
    if (this.over) return false
    this.over = true
    this.worker = null
    this.#stopWaiting?.()
    this.#stopTimer?.()
    return true
  }
}
