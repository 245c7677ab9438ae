/**
 * The hands of one run. Take a command or the first ready pointer, perform it, note the event, fold it.
 *
 * - Nothing is folded that is not noted, and everything noted is folded in the same turn.
 * - Before a `write` step touches the world its started event and all before it are on disk.
 * - When the run is over or was left to a later host, no attempt, timer or late result moves it any more.
 */

import { effectOf } from '#shared/block'
import type { AppErrorShape } from '#shared/error'
import { AppError } from '#shared/error'
import type { Evaluator } from '#shared/expression'
import type { Json } from '#shared/flow'
import {
  type Command,
  firstReady,
  isOver,
  type Pointer,
  type RunEvent,
  type RunState,
  type StepEntered,
  scopeOfVariable,
  transition,
} from '#shared/run'
import { type Attempt, type Given, givenBy, limitTime, thrownError } from './attempt.ts'
import { evaluateConfig } from './evaluate-config.ts'
import type { Clock, Journal, KeptVariables } from './ports.ts'
import type { PreparedBlock, PreparedFlow, ReadyConfig } from './prepared-flow.ts'
import { RunTimers } from './run-timers.ts'
import { StepContext, type Surroundings } from './step-context.ts'
import { StepScope } from './step-scope.ts'
import type { World } from './world.ts'

export type RunPorts = {
  journal: Journal
  kept: KeptVariables
  clock: Clock
  world: World
  evaluator: Evaluator
}
/** Who runs the loops: gives them their turns and hears of changes. */
export type RunHost = { wake(): void; changed(): void }

/** Events are handed to the journal in groups of at most this many. */
const GROUP = 256
/** Passes of an empty mouth that go by in one event. */
const PASSES_AT_ONCE = 1000

export class RunLoop {
  readonly id: string
  readonly state: RunState
  readonly flow: PreparedFlow
  readonly #ports: RunPorts
  readonly #host: RunHost
  readonly #timers: RunTimers
  readonly #around: Surroundings
  #noted: RunEvent[] = []
  #owed: Command[] = []
  #attempts = new Map<number, Attempt>()
  #left = false

  constructor(id: string, flow: PreparedFlow, state: RunState, ports: RunPorts, host: RunHost) {
    this.id = id
    this.state = state
    this.flow = flow
    this.#ports = ports
    this.#host = host
    this.#timers = new RunTimers(ports.clock)
    this.#around = { runId: id, state, world: ports.world, clock: ports.clock }
  }

  /** Notes an event and folds it. Its `seq` is the state's. */
  note(event: RunEvent): void {
    this.#noted.push(event)
    const commands = transition(this.state, event)
    for (let i = 0; i < commands.length; i++) this.#owed.push(commands[i] as Command)
    if (this.#noted.length >= GROUP) this.handOver()
  }

  /** Gives what was noted to the journal. */
  handOver(): void {
    if (this.#noted.length === 0) return
    this.#ports.journal.append(this.id, this.#noted)
    this.#noted = []
  }

  /** All events of the run so far. */
  history(): RunEvent[] {
    this.handOver()
    return this.#ports.journal.read(this.id) as RunEvent[]
  }

  owe(commands: readonly Command[]): void {
    this.#owed.push(...commands)
  }

  /** Works on what is ready until nothing is or the slice is up. True: there is more. */
  work(isUp: () => boolean): boolean {
    const more = !this.#left && this.#workOn(isUp)
    this.handOver()
    if (this.#left) return false
    this.#timers.keepTimeout(this.state, () => this.#from('timed-out'))
    this.#host.changed()
    return more
  }

  #workOn(isUp: () => boolean): boolean {
    for (;;) {
      const command = this.#owed.shift()
      if (command) this.#obey(command)
      else if (!this.#takeNext()) return false
      if (isUp()) return true
    }
  }

  #takeNext(): boolean {
    const { state } = this
    if (state.asking > 0 || state.status === 'queued' || isOver(state.status)) return false
    const pointer = firstReady(state)
    if (!pointer) return false
    this.#step(pointer)
    return true
  }

  #obey(command: Command): void {
    switch (command.do) {
      case 'wait':
        this.#timers.wait(command.pointer, () => this.#woke(command.pointer))
        break
      case 'abort':
        this.#abort(command.pointer)
        break
      case 'check':
        this.#check(command.pointer)
        break
      case 'pass':
        this.#pass(command.pointer)
        break
      case 'end':
        this.#timers.stop()
    }
  }

  #woke(pointer: Pointer): void {
    if (this.#left || pointer.phase === 'gone') return
    this.note({ seq: this.state.seq, at: this.#ports.clock.now(), kind: 'woke', pointer: pointer.n })
    this.#host.wake()
  }

  #abort(pointer: Pointer): void {
    this.#timers.forget(pointer)
    const attempt = this.#attempts.get(pointer.n)
    if (!attempt) return
    this.#attempts.delete(pointer.n)
    attempt.stopTimer?.()
    attempt.context.abort(new AppError({ code: 'step.dropped', message: 'The step was dropped.' }))
  }

  /** A condition of a while, before each pass but the first. */
  #check(pointer: Pointer): void {
    if (pointer.phase !== 'checking') return
    const at = this.#ports.clock.now()
    const event = { seq: this.state.seq, at, kind: 'checked', pointer: pointer.n } as const
    try {
      const scope = this.#scopeFor(pointer, pointer.passes?.value ?? null, at)
      const { config } = evaluateConfig(this.#ports.evaluator, this.#handsFor(pointer), scope)
      this.note({ ...event, holds: config.condition === true })
    } catch (thrown) {
      this.note({ ...event, error: thrownError(pointer.block, thrown) })
    }
  }

  #pass(pointer: Pointer): void {
    if (pointer.phase !== 'passing' || !pointer.passes) return
    const { total, next } = pointer.passes
    const count = Math.min(PASSES_AT_ONCE, total - next)
    this.note({ seq: this.state.seq, at: this.#ports.clock.now(), kind: 'passed', pointer: pointer.n, count })
  }

  /** Cancels the run, or ends it because its time is up. */
  #from(kind: 'cancelled' | 'timed-out'): void {
    if (this.#left || isOver(this.state.status)) return
    this.note({ seq: this.state.seq, at: this.#ports.clock.now(), kind })
    this.#host.wake()
  }
  cancel(): void {
    this.#from('cancelled')
  }

  #handsFor(pointer: Pointer): PreparedBlock {
    return this.flow.hands[pointer.block.index] as PreparedBlock
  }
  #scopeFor(pointer: Pointer, input: Json, at: number): StepScope {
    return new StepScope(this.state, this.id, this.#around.world.zone, pointer, input, at)
  }

  /** The first ready pointer's step, or its next attempt. */
  #step(pointer: Pointer): void {
    const at = this.#ports.clock.now()
    const hands = this.#handsFor(pointer)
    let ready: ReadyConfig
    try {
      ready =
        hands.constant ?? (pointer.config ? { config: pointer.config } : this.#evaluate(pointer, hands, at))
    } catch (thrown) {
      this.#failed(pointer, at, thrownError(pointer.block, thrown))
      return
    }
    if (!hands.runner) this.#enter(pointer, hands, ready, at)
    else if (hands.block.declaration.effect === 'pure') this.#compute(pointer, hands, ready, at)
    else this.#attempt(pointer, hands, ready, at)
  }

  #evaluate(pointer: Pointer, hands: PreparedBlock, at: number): ReadyConfig {
    return evaluateConfig(this.#ports.evaluator, hands, this.#scopeFor(pointer, pointer.value, at))
  }

  #failed(pointer: Pointer, at: number, error: AppErrorShape, context?: StepContext): void {
    this.note({
      seq: this.state.seq,
      at,
      kind: 'failed',
      pointer: pointer.n,
      error,
      ...(context?.logs && { logs: context.logs }),
    })
  }

  #enter(pointer: Pointer, hands: PreparedBlock, ready: ReadyConfig, at: number): void {
    const event: StepEntered = {
      seq: this.state.seq,
      at,
      kind: 'entered',
      pointer: pointer.n,
      block: pointer.block.id,
    }
    const noted = withEvaluated(event, ready)
    if (hands.keeps) this.#enterKept(pointer, ready, noted)
    else this.note(noted)
  }

  /** Operations on kept variables work on the stored value and store what came of it, in the same commit. */
  #enterKept(pointer: Pointer, { config }: ReadyConfig, event: StepEntered): void {
    const { order, root, flow } = this.state
    const name = String(config.name)
    const isKept = (flow.document.variables ?? []).some((one) => one.name === name && one.keep)
    const shadowed = config.scope === 'here' || (scopeOfVariable(pointer.scope, name) ?? root) !== root
    if (!order || !isKept || shadowed) {
      this.note(event)
      return
    }
    const stored = this.#ports.kept.read(order.flowId)[name] ?? root.vars?.get(name)
    this.note(stored === undefined ? event : { ...event, kept: stored })
    const value = root.vars?.get(name)
    if (value !== undefined) this.#ports.kept.set(order.flowId, name, value)
  }

  /** A block that only computes: started and ended in one event, unless it makes one wait after all. */
  #compute(pointer: Pointer, hands: PreparedBlock, ready: ReadyConfig, at: number): void {
    const context = new StepContext(this.#around, pointer, this.#visitOf(pointer), at)
    try {
      const result = hands.runner?.run(ready.config as never, context)
      if (result instanceof Promise) {
        this.#start(pointer, ready, at)
        this.#settle(this.#open(pointer, context), result)
        return
      }
      this.#ran(pointer, ready, at, context, givenBy(pointer.block, result))
    } catch (thrown) {
      this.#failed(pointer, at, thrownError(pointer.block, thrown), context)
    }
  }

  #ran(pointer: Pointer, ready: ReadyConfig, at: number, context: StepContext, given: Given): void {
    const event: {
      -readonly [K in keyof Extract<RunEvent, { kind: 'ran' }>]: Extract<RunEvent, { kind: 'ran' }>[K]
    } = {
      seq: this.state.seq,
      at,
      kind: 'ran',
      pointer: pointer.n,
      block: pointer.block.id,
    }
    if (given.out !== 'next') event.out = given.out
    if (given.value === pointer.value) event.same = true
    else event.value = given.value
    if (context.logs) event.logs = context.logs
    this.note(withEvaluated(event, ready))
  }

  #visitOf(pointer: Pointer): number {
    return pointer.visit >= 0 ? pointer.visit : (pointer.scope.visits[pointer.block.slot] as number)
  }

  #start(pointer: Pointer, ready: ReadyConfig, at: number): void {
    const attempt = pointer.attempt + 1
    const visit = this.#visitOf(pointer)
    const event = {
      seq: this.state.seq,
      at,
      kind: 'started',
      pointer: pointer.n,
      block: pointer.block.id,
      attempt,
      visit,
    } as const
    this.note(attempt > 1 ? event : withEvaluated(event, ready))
  }

  #open(pointer: Pointer, context: StepContext): Attempt {
    const attempt: Attempt = { pointer, context, given: false, stopTimer: null }
    this.#attempts.set(pointer.n, attempt)
    return attempt
  }

  /** A block that looks at the world or changes it. */
  #attempt(pointer: Pointer, hands: PreparedBlock, ready: ReadyConfig, at: number): void {
    const context = new StepContext(this.#around, pointer, this.#visitOf(pointer), at)
    this.#start(pointer, ready, at)
    if (pointer.phase !== 'running') return
    const attempt = this.#open(pointer, context)
    const writes = effectOf(hands.block.declaration, ready.config) === 'write'
    const run = async () => {
      if (writes) await this.#durable()
      if (this.#left || attempt.given || pointer.phase !== 'running') return NOT_RUN
      limitTime(attempt, this.#ports.clock, (error) => this.#give(attempt, error, null))
      return hands.runner?.run(ready.config as never, context)
    }
    this.#settle(attempt, run())
  }

  /** Resolves when all that was noted is on disk, however long the disk refuses. */
  async #durable(): Promise<void> {
    this.handOver()
    for (;;) {
      try {
        await this.#ports.journal.flush()
        return
      } catch {
        await this.#diskAgain()
      }
    }
  }
  #diskAgain(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#ports.journal.onHalt((halted) => {
        if (halted) return
        stop()
        resolve()
      })
    })
  }

  #settle(attempt: Attempt, result: Promise<unknown>): void {
    const { block } = attempt.pointer
    result.then(
      (value) => {
        if (value === NOT_RUN) return
        try {
          this.#give(attempt, null, givenBy(block, value))
        } catch (thrown) {
          this.#give(attempt, thrownError(block, thrown), null)
        }
      },
      (thrown) => this.#give(attempt, thrownError(block, thrown), null),
    )
  }

  /** What an attempt came to. Too late: it is noted, and nothing follows. */
  #give(attempt: Attempt, error: AppErrorShape | null, given: Given | null): void {
    const { pointer, context } = attempt
    if (this.#left) return
    const late = attempt.given || pointer.phase !== 'running'
    attempt.given = true
    attempt.stopTimer?.()
    const at = this.#ports.clock.now()
    if (late) {
      if (given) this.#late(pointer, at, given)
      return
    }
    this.#attempts.delete(pointer.n)
    if (error) this.#failed(pointer, at, error, context)
    else if (given) this.#ended(pointer, at, given, context)
    this.#host.wake()
  }

  #ended(pointer: Pointer, at: number, { out, value }: Given, context: StepContext): void {
    this.note({
      seq: this.state.seq,
      at,
      kind: 'ended',
      pointer: pointer.n,
      ...(out !== 'next' && { out }),
      ...(value === pointer.value ? { same: true } : { value }),
      ...(context.logs && { logs: context.logs }),
    })
  }

  /** An aborted attempt that fails has nothing to tell; one that succeeded after all may have changed the world. */
  #late(pointer: Pointer, at: number, { out, value }: Given): void {
    this.note({ seq: this.state.seq, at, kind: 'late', pointer: pointer.n, out, value })
    this.handOver()
  }

  /** Leaves the run where it is, in the journal, for a later host. */
  leave(): void {
    this.handOver()
    this.#left = true
    this.#timers.stop()
    for (const { context, stopTimer } of this.#attempts.values()) {
      stopTimer?.()
      context.abort(new AppError({ code: 'host.stops', message: 'Blockloom is closing.' }))
    }
  }
}

const NOT_RUN = Symbol('not run')

/** Adds to an event what its texts gave, where that is not as it stands in the flow. */
function withEvaluated<E extends object>(event: E, { changed, inputAs, without }: ReadyConfig): E {
  if (!changed && !inputAs && !without) return event
  return {
    ...event,
    ...(changed && { config: changed }),
    ...(inputAs && { inputAs }),
    ...(without && { without }),
  }
}
