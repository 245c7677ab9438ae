import type { Json } from '#shared/flow'
import { newRun } from './new-run.ts'
import { recordAll, recordAlone } from './record-state.ts'
import type { RecordedState } from './recorded-state.ts'
import { replay } from './replay.ts'
import type { RunEvent } from './run-event.ts'
import type { CompiledFlow, Pointer, RunState, RunWatcher } from './run-state.ts'
import { isOver } from './run-summary.ts'
import { transition } from './transition.ts'

/**
 * Where a run stood when it failed: every pointer that was alive then. A step whose result was the last thing
 * that came has it still, and is not done again.
 * @param events all of its journal
 * @returns null when it did not fail
 */
export function stateBeforeFailure(flow: CompiledFlow, events: readonly RunEvent[]): RecordedState | null {
  const state = newRun(flow)
  const last = events.findIndex((event) => {
    transition(state, event)
    return isOver(state.status)
  })
  const ending = events[last]
  if (!ending || state.status !== 'failed') return null
  const before = replay(flow, events.slice(0, last))
  const recorded = recordAll(before, ending.at)
  const done = resultIn(ending, before)
  return done ? { ...recorded, done } : recorded
}

/** What had come from outside with the event that ended the run: it must not be asked for again. */
function resultIn(event: RunEvent, before: RunState): RecordedState['done'] {
  if (event.kind === 'returned' && !event.error) return { pointer: event.pointer, value: event.value ?? null }
  const input = 'pointer' in event ? (before.held.get(event.pointer ?? -1)?.value ?? null) : null
  if (event.kind === 'ended')
    return {
      pointer: event.pointer,
      ...(event.out && { out: event.out }),
      value: event.same ? input : (event.value ?? null),
    }
  if (event.kind === 'replied' && before.held.has(event.pointer))
    return { pointer: event.pointer, value: event.answer }
  if (event.kind !== 'answered' || event.answer === 'retry') return undefined
  return { pointer: event.pointer, value: event.answer === 'skip' ? input : (event.value ?? null) }
}

/**
 * Where a run stood when a block began its last step: that pointer alone, inside the C-blocks that it was in.
 * A join has collected its values already, so it goes on with what left it.
 * @returns null when the block made no step that could be made again
 */
export function stateAtBlock(
  flow: CompiledFlow,
  events: readonly RunEvent[],
  block: string,
): RecordedState | null {
  const counted = new LastStep(block, Number.POSITIVE_INFINITY)
  replay(flow, events, counted)
  if (counted.steps === 0) return null
  const found = new LastStep(block, counted.steps)
  const state = newRun(flow)
  state.watcher = found
  found.state = state
  for (const event of events) if (!found.isComplete) transition(state, event)
  const { recorded, left, pointer } = found
  if (!recorded || !pointer) return null
  if (!pointer.block.kernel?.arrives) return recorded
  return left ? { ...recorded, done: { pointer: pointer.n, ...left } } : null
}

/** Looks on until the last step of a block begins, and takes down where the run is then. */
class LastStep implements RunWatcher {
  steps = 0
  state: RunState | null = null
  pointer: Pointer | null = null
  recorded: RecordedState | null = null
  left: { out: string; value: Json } | null = null
  readonly #block: string
  readonly #last: number

  constructor(block: string, last: number) {
    this.#block = block
    this.#last = last
  }

  get isComplete(): boolean {
    return this.recorded !== null
  }
  stepStarted(pointer: Pointer): void {
    if (pointer.block.id !== this.#block) return
    this.steps++
    if (this.steps !== this.#last || !this.state) return
    this.pointer = pointer
    this.recorded = recordAlone(this.state, pointer)
  }
  stepLeft(pointer: Pointer, out: string, value: Json): void {
    if (pointer === this.pointer) this.left ??= { out, value }
  }

  seen(): void {}
  sent(): void {}
  stepIs(): void {}
  stepOver(): void {}
  stepFailed(): void {}
  stepDropped(): void {}
  passStarted(): void {}
  inputChanged(): void {}
}

/** A recorded state with another value for the pointer that goes on, or other values of variables in its sight. */
export function withChanges(
  recorded: RecordedState,
  changes: { readonly input?: Json; readonly variables?: Readonly<Record<string, Json>> },
): RecordedState {
  const { input, variables } = changes
  const { done } = recorded
  const goes = done?.pointer ?? recorded.ready[0]
  let changed = recorded
  if (input !== undefined && done) changed = { ...changed, done: { ...done, value: input } }
  else if (input !== undefined) changed = { ...changed, root: withInput(changed.root, goes, input) }
  for (const [name, value] of Object.entries(variables ?? {}))
    changed = { ...changed, root: withVariable(changed.root, name, value) }
  return changed
}

type Scoped = RecordedState['root']

function withInput(scope: Scoped, n: number | undefined, value: Json): Scoped {
  const pointers = scope.pointers.map((pointer) =>
    pointer.n === n
      ? { ...pointer, value }
      : { ...pointer, ...(pointer.scopes && { scopes: pointer.scopes.map((s) => withInput(s, n, value)) }) },
  )
  return { ...scope, pointers }
}

/** Sets a variable of the run, and in every open scope that has one of that name. */
function withVariable(scope: Scoped, name: string, value: Json, atTop = true): Scoped {
  const others = (scope.vars ?? []).filter(([known]) => known !== name)
  const has = atTop || others.length !== (scope.vars ?? []).length
  const pointers = scope.pointers.map((pointer) => ({
    ...pointer,
    ...(pointer.scopes && { scopes: pointer.scopes.map((s) => withVariable(s, name, value, false)) }),
  }))
  return { ...scope, ...(has && { vars: [...others, [name, value] as const] }), pointers }
}
