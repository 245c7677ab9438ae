import type { BlockRunner } from '#shared/block'
import { AppError, type AppErrorShape } from '#shared/error'
import type { Pointer } from '#shared/run'
import { type Given, givenBy, thrownError, tooLong } from './attempt-result.ts'
import type { Notebook } from './notebook.ts'
import type { Clock } from './ports.ts'
import type { ReadyConfig } from './prepared-flow.ts'
import type { StepContext } from './step-context.ts'

type Attempt = {
  pointer: Pointer
  context: StepContext
  /** something came of it already: what comes now is late */
  over: boolean
  stopTimer: (() => void) | null
}

const NOT_RUN = Symbol('not run')

/**
 * Attempts at steps that wait for the world. Each comes to exactly one end that counts: its result, its
 * failure, its timeout or its drop; what comes after that is noted as late and never used.
 */
export class Attempts {
  readonly #notes: Notebook
  readonly #clock: Clock
  readonly #arrive: (arrival: () => void) => void
  readonly #open = new Map<number, Attempt>()
  #left = false

  constructor(notes: Notebook, clock: Clock, arrive: (arrival: () => void) => void) {
    this.#notes = notes
    this.#clock = clock
    this.#arrive = arrive
  }

  /** Begins an attempt. A step that writes begins once all that led to it is on disk. */
  begin(
    pointer: Pointer,
    context: StepContext,
    runner: BlockRunner,
    ready: ReadyConfig,
    writes: boolean,
  ): void {
    const attempt: Attempt = { pointer, context, over: false, stopTimer: null }
    this.#open.set(pointer.n, attempt)
    const run = async () => {
      if (writes) await this.#notes.durable()
      if (this.#left || attempt.over || pointer.phase !== 'running') return NOT_RUN
      this.#limit(attempt)
      return runner.run(ready.config as never, context)
    }
    this.#follow(attempt, run())
  }

  /** Follows a result that a block of computing only promised. */
  follow(pointer: Pointer, context: StepContext, result: Promise<unknown>): void {
    const attempt: Attempt = { pointer, context, over: false, stopTimer: null }
    this.#open.set(pointer.n, attempt)
    this.#limit(attempt)
    this.#follow(attempt, result)
  }

  #limit(attempt: Attempt): void {
    const { block } = attempt.pointer
    if (block.timeoutMs <= 0) return
    attempt.stopTimer = this.#clock.after(block.timeoutMs, () => {
      const error = tooLong(block)
      attempt.context.abort(error)
      this.#end(attempt, thrownError(block, error), null)
    })
  }

  #follow(attempt: Attempt, result: Promise<unknown>): void {
    const { block } = attempt.pointer
    result.then(
      (value) => {
        if (value === NOT_RUN) return
        let given: Given
        try {
          given = givenBy(block, value, attempt.pointer.value)
        } catch (thrown) {
          this.#end(attempt, thrownError(block, thrown), null)
          return
        }
        this.#end(attempt, null, given)
      },
      (thrown) => this.#end(attempt, thrownError(block, thrown), null),
    )
  }

  #end(attempt: Attempt, error: AppErrorShape | null, given: Given | null): void {
    attempt.stopTimer?.()
    this.#arrive(() => this.#note(attempt, error, given))
  }

  #note(attempt: Attempt, error: AppErrorShape | null, given: Given | null): void {
    const { pointer, context } = attempt
    const at = this.#clock.now()
    const { seq } = this.#notes.state
    const { n } = pointer
    if (attempt.over || pointer.phase !== 'running') {
      context.dropState()
      // an aborted attempt that fails has nothing to tell; one that succeeded may have changed the world
      if (given) this.#notes.note({ seq, at, kind: 'late', pointer: n, out: given.out, value: given.value })
      return
    }
    attempt.over = true
    this.#open.delete(n)
    const logs = context.logs ? { logs: context.logs } : undefined
    if (given) {
      this.#notes.note({ seq, at, kind: 'ended', pointer: n, ...asOutcome(pointer, given), ...logs })
      // in this very turn, so that both are in one commit
      context.keepState()
    } else if (error) {
      this.#notes.note({ seq, at, kind: 'failed', pointer: n, error, ...logs })
      context.dropState()
    }
  }

  /** Its step was dropped. */
  abort(pointer: Pointer): void {
    const attempt = this.#open.get(pointer.n)
    if (!attempt) return
    this.#open.delete(pointer.n)
    attempt.over = true
    attempt.stopTimer?.()
    attempt.context.abort(new AppError({ code: 'step.dropped', message: 'The step was dropped.' }))
    attempt.context.dropState()
  }

  /** The host goes: nothing that comes now is noted, so the next host finds these steps under way. */
  leave(): void {
    this.#left = true
    for (const { context, stopTimer } of this.#open.values()) {
      stopTimer?.()
      context.abort(new AppError({ code: 'host.stops', message: 'Blockloom is closing.' }))
      context.dropState()
    }
    this.#open.clear()
  }
}

/** What left, as short as the journal can say it. */
export const asOutcome = (pointer: Pointer, { out, value }: Given) => ({
  ...(out !== 'next' && { out }),
  ...(value === pointer.value ? { same: true as const } : { value }),
})
