import { type BlockRunner, effectOf } from '#shared/block'
import { AppError, type AppErrorShape } from '#shared/error'
import type { Json } from '#shared/flow'
import { type Pointer, type RunEvent, type RunState, type StepEntered, scopeOfVariable } from '#shared/run'
import { givenBy, thrownError } from './attempt-result.ts'
import type { Attempts } from './attempts.ts'
import type { CallHost, CallPlan } from './calls.ts'
import { configAgain, configError, evaluateConfig } from './evaluate-config.ts'
import type { Notebook } from './notebook.ts'
import type { PreparedBlock, PreparedFlow, ReadyConfig } from './prepared-flow.ts'
import type { RunPorts } from './run-ports.ts'
import { StepContext, type Surroundings } from './step-context.ts'
import { StepScope } from './step-scope.ts'

type Ran = Extract<RunEvent, { kind: 'ran' }>
type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Passes of an empty mouth that go by in one event. */
const PASSES_AT_ONCE = 1000

/** Performs steps and what else a run asks for that needs more than the fold: evaluates, computes, begins attempts. */
export class Performer {
  readonly #flow: PreparedFlow
  readonly #notes: Notebook
  readonly #state: RunState
  readonly #ports: RunPorts
  readonly #attempts: Attempts
  readonly #calls: CallHost
  readonly #around: Surroundings

  constructor(flow: PreparedFlow, notes: Notebook, ports: RunPorts, attempts: Attempts, calls: CallHost) {
    this.#flow = flow
    this.#notes = notes
    this.#state = notes.state
    this.#ports = ports
    this.#attempts = attempts
    this.#calls = calls
    this.#around = { runId: notes.id, state: notes.state, ports, hands: flow.hands, secrets: notes.secrets }
  }

  /** The step of the first ready pointer, or its next attempt. Its texts are evaluated once, attempts reuse them. */
  step(pointer: Pointer): void {
    const at = this.#ports.clock.now()
    const hands = this.#handsOf(pointer)
    let ready: ReadyConfig | null = hands.constant
    if (!ready) {
      try {
        ready = configAgain(hands, pointer, this.#notes.secrets) ?? this.#evaluate(pointer, pointer.value, at)
      } catch (thrown) {
        this.#failed(pointer, at, configError(thrown, pointer, this.#flow))
        return
      }
    }
    if (hands.block.kernel?.calls) this.#call(pointer, ready, at)
    else if (hands.block.kernel?.asks) this.#ask(pointer, ready, at)
    else if (!hands.runner) this.#enter(pointer, hands, ready, at)
    else if (hands.block.declaration.effect === 'pure') this.#compute(pointer, hands.runner, ready, at)
    else this.#attempt(pointer, hands.runner, ready, at)
  }

  /** A while looks at its condition before each pass but the first, with what that pass would get. */
  check(pointer: Pointer): void {
    const at = this.#ports.clock.now()
    const event = { seq: this.#state.seq, at, kind: 'checked', pointer: pointer.n } as const
    try {
      const { config } = this.#evaluate(pointer, pointer.passes?.value ?? null, at)
      this.#notes.note({ ...event, holds: config.condition === true })
    } catch (thrown) {
      this.#notes.note({ ...event, error: configError(thrown, pointer, this.#flow) })
    }
  }

  /** Passes of an empty mouth, many in one event. */
  pass(pointer: Pointer): void {
    if (!pointer.passes) throw new Error(`pointer ${pointer.n} makes no passes`)
    const count = Math.min(PASSES_AT_ONCE, pointer.passes.total - pointer.passes.next)
    const at = this.#ports.clock.now()
    this.#notes.note({ seq: this.#state.seq, at, kind: 'passed', pointer: pointer.n, count })
  }

  #handsOf(pointer: Pointer): PreparedBlock {
    return this.#flow.hands[pointer.block.index] as PreparedBlock
  }

  #evaluate(pointer: Pointer, input: Json, at: number): ReadyConfig {
    const { evaluator, world } = this.#ports
    const hands = this.#handsOf(pointer)
    const of = { state: this.#state, runId: this.#notes.id, world, reads: hands.reads }
    return evaluateConfig(evaluator, hands, new StepScope(of, pointer, input, at), input, this.#notes.secrets)
  }

  #failed(pointer: Pointer, at: number, error: AppErrorShape, context?: StepContext): void {
    const logs = context?.logs ? { logs: context.logs } : undefined
    this.#notes.note({ seq: this.#state.seq, at, kind: 'failed', pointer: pointer.n, error, ...logs })
  }

  /** Another flow: in which version and as which run is written down before that run is there. */
  #call(pointer: Pointer, ready: ReadyConfig, at: number): void {
    let plan: CallPlan
    try {
      plan = this.#calls.plan(ready.config)
    } catch (thrown) {
      this.#failed(pointer, at, thrownError(pointer.block, thrown))
      return
    }
    const event: Writable<Extract<RunEvent, { kind: 'called' }>> = {
      ...{ seq: this.#state.seq, at, kind: 'called', pointer: pointer.n, block: pointer.block.id },
      visit: visitOf(pointer),
      ...plan,
    }
    addEvaluated(event, ready)
    this.#notes.note(event)
  }

  /** A question to a person, and where anybody who has the link may answer it. */
  #ask(pointer: Pointer, ready: ReadyConfig, at: number): void {
    const link = this.#ports.askLinks.to(this.#notes.id, pointer.n)
    const event: Writable<Extract<RunEvent, { kind: 'asked' }>> = {
      ...{ seq: this.#state.seq, at, kind: 'asked', pointer: pointer.n, block: pointer.block.id },
      ...(link !== undefined && { link }),
    }
    addEvaluated(event, ready)
    this.#notes.note(event)
  }

  /** A block that the engine itself runs: the fold does it, from its config. */
  #enter(pointer: Pointer, hands: PreparedBlock, ready: ReadyConfig, at: number): void {
    const { seq } = this.#state
    const event: Writable<StepEntered> = {
      seq,
      at,
      kind: 'entered',
      pointer: pointer.n,
      block: pointer.block.id,
    }
    addEvaluated(event, ready)
    if (hands.keeps) this.#enterKept(pointer, ready, event)
    else this.#notes.note(event)
  }

  /** Operations on kept variables work on the stored value and store what came of it, in the same commit. */
  #enterKept(pointer: Pointer, { config }: ReadyConfig, event: Writable<StepEntered>): void {
    const { order, root, flow } = this.#state
    const name = String(config.name)
    const isKept = (flow.document.variables ?? []).some((one) => one.name === name && one.keep)
    const shadowed = config.scope === 'here' || (scopeOfVariable(pointer.scope, name) ?? root) !== root
    if (!order || !isKept || shadowed) {
      this.#notes.note(event)
      return
    }
    const stored = this.#ports.kept.read(order.flowId)[name] ?? root.vars?.get(name)
    if (stored !== undefined) event.kept = stored
    this.#notes.note(event)
    const value = root.vars?.get(name)
    if (value !== undefined) this.#ports.kept.set(order.flowId, name, value)
  }

  /** A block that only computes: started and ended in one event, unless it makes one wait after all. */
  #compute(pointer: Pointer, runner: BlockRunner, ready: ReadyConfig, at: number): void {
    const context = new StepContext(this.#around, pointer, visitOf(pointer), at)
    const event: Writable<Ran> = {
      seq: this.#state.seq,
      at,
      kind: 'ran',
      pointer: pointer.n,
      block: pointer.block.id,
    }
    try {
      const result = runner.run(ready.config as never, context)
      if (result instanceof Promise) {
        if (this.#start(pointer, ready, at)) this.#attempts.follow(pointer, context, result)
        else forget(result, context)
        return
      }
      const { out, value } = givenBy(pointer.block, result, pointer.value)
      if (out !== 'next') event.out = out
      if (value === pointer.value) event.same = true
      else event.value = value
    } catch (thrown) {
      this.#failed(pointer, at, thrownError(pointer.block, thrown), context)
      return
    }
    if (context.logs) event.logs = context.logs
    addEvaluated(event, ready)
    this.#notes.note(event)
  }

  /** A block that looks at the world or changes it. */
  #attempt(pointer: Pointer, runner: BlockRunner, ready: ReadyConfig, at: number): void {
    const context = new StepContext(this.#around, pointer, visitOf(pointer), at)
    if (!this.#start(pointer, ready, at)) return
    const writes = effectOf(pointer.block.declaration, ready.config) === 'write'
    this.#attempts.begin(pointer, context, runner, ready, writes)
  }

  /** False: it was one step too many, the run is over. */
  #start(pointer: Pointer, ready: ReadyConfig, at: number): boolean {
    const event: Writable<Extract<RunEvent, { kind: 'started' }>> = {
      seq: this.#state.seq,
      at,
      kind: 'started',
      pointer: pointer.n,
      block: pointer.block.id,
      attempt: pointer.attempt + 1,
      visit: visitOf(pointer),
    }
    if (event.attempt === 1) {
      addEvaluated(event, ready)
      if (ready.secrets) event.secrets = ready.secrets
    }
    this.#notes.note(event)
    return pointer.phase === 'running'
  }
}

/** Work that began though it was one step too many. */
function forget(result: Promise<unknown>, context: StepContext): void {
  result.catch(() => {})
  context.abort(new AppError({ code: 'step.dropped', message: 'The step was dropped.' }))
}

/** The visit that the step's started event is about to fix, or has fixed. */
const visitOf = (pointer: Pointer): number =>
  pointer.visit >= 0 ? pointer.visit : (pointer.scope.visits[pointer.block.slot] as number)

/** Adds to an event what its texts gave, where that is not as it stands in the flow. */
function addEvaluated(
  event: { config?: ReadyConfig['changed']; inputAs?: readonly string[]; without?: readonly string[] },
  { changed, inputAs, without }: ReadyConfig,
): void {
  if (changed) event.config = changed
  if (inputAs) event.inputAs = inputAs
  if (without) event.without = without
}
