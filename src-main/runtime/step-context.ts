import type { BlockContext, BlockFiles, HttpAnswer, HttpRequest, StopSignal } from '#shared/block'
import type { Evaluator } from '#shared/expression'
import type { Json } from '#shared/flow'
import { idempotencyKey, type LogEntry, makeDice, type Pointer, type RunState, stepSeed } from '#shared/run'
import { perItemOf } from './per-item.ts'
import type { Clock } from './ports.ts'
import type { PreparedBlock } from './prepared-flow.ts'
import { ItemScope } from './step-scope.ts'
import type { World } from './world.ts'

/** What a step's surroundings are made of; one per run. */
export type Surroundings = {
  runId: string
  state: RunState
  world: World
  clock: Clock
  evaluator: Evaluator
  hands: readonly PreparedBlock[]
}

/** Everything a block may touch during one attempt. Parts that few blocks use are made when asked for. */
export class StepContext implements BlockContext {
  readonly input: Json
  /** null until the block says something */
  logs: LogEntry[] | null = null
  share: { share: number; text?: string } | null = null
  #at: number
  #around: Surroundings
  #pointer: Pointer
  #visit: number
  #stopper: AbortController | null = null
  #dice: (() => number) | null = null
  /** its slice of the thread began then */
  #since: number

  constructor(around: Surroundings, pointer: Pointer, visit: number, at: number) {
    this.#around = around
    this.#pointer = pointer
    this.#visit = visit
    this.#at = at
    this.input = pointer.value
    this.#since = around.clock.monotonic()
  }

  get signal(): StopSignal {
    return this.#stop.signal
  }
  get #stop(): AbortController {
    this.#stopper ??= new AbortController()
    return this.#stopper
  }
  abort(reason: unknown): void {
    this.#stop.abort(reason)
  }

  get idempotencyKey(): string {
    const { runId, state } = this.#around
    return idempotencyKey(state.order?.keysOf ?? runId, this.#pointer, this.#visit)
  }

  get log(): BlockContext['log'] {
    return {
      info: (text) => this.#write('info', text),
      warn: (text) => this.#write('warn', text),
      error: (text) => this.#write('error', text),
    }
  }
  #write(level: LogEntry['level'], text: string): void {
    this.logs ??= []
    if (this.logs.length < MOST_LINES)
      this.logs.push({ at: this.#around.clock.now(), level, text: String(text) })
  }

  progress(share: number, text?: string): void {
    this.share = { share, text }
  }

  get files(): BlockFiles {
    return this.#around.world.files(this.signal)
  }

  http(request: HttpRequest): Promise<HttpAnswer> {
    return this.#around.world.http(request, this.signal)
  }

  sleep(ms: number): Promise<void> {
    const { signal } = this
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal.reason)
      if (signal.aborted) return stop()
      const cancel = this.#around.clock.after(ms, () => {
        signal.removeEventListener('abort', stop)
        resolve()
      })
      signal.addEventListener('abort', cancel, { once: true })
      signal.addEventListener('abort', stop, { once: true })
    })
  }

  perItem(key: string): (item: Json, index: number) => Json | undefined {
    const { runId, state, world, evaluator, hands } = this.#around
    const { reads } = hands[this.#pointer.block.index] as PreparedBlock
    const of = { state, runId, zone: world.zone, reads }
    return perItemOf(
      evaluator,
      key,
      new ItemScope(of, this.#pointer, this.input, this.#at),
      this.#pointer.block,
    )
  }

  breathe(): Promise<void> | undefined {
    const { clock } = this.#around
    if (clock.monotonic() - this.#since < SLICE) return undefined
    return new Promise((resolve) =>
      setImmediate(() => {
        this.#since = clock.monotonic()
        resolve()
      }),
    )
  }

  now(): number {
    return this.#at
  }

  random(): number {
    this.#dice ??= makeDice(stepSeed(~(this.#around.state.order?.seed ?? 0), this.#pointer.n))
    return this.#dice()
  }
}

/** ms that a block may compute before others get their turn. */
const SLICE = 8

/** Lines one attempt may log; a block that never stops talking must not fill the memory. */
const MOST_LINES = 1000
