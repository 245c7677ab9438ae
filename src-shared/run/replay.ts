import { newRun } from './new-run.ts'
import type { RunEvent } from './run-event.ts'
import type { Command, CompiledFlow, Pointer, RunState, RunWatcher, Scope } from './run-state.ts'
import { isOver } from './run-summary.ts'
import { transition } from './transition.ts'

/** The state a journal leads to. Never evaluates anything; commands on the way were obeyed long ago. */
export function replay(flow: CompiledFlow, events: Iterable<RunEvent>, watcher?: RunWatcher): RunState {
  const state = newRun(flow)
  state.watcher = watcher ?? null
  for (const event of events) transition(state, event)
  return state
}

/**
 * What the hands still owe a run that was read from its journal: its waits, conditions and empty passes.
 * Attempts that were under way are not here: `recovered` or `interrupted` decide about them.
 */
export function owedCommands(state: RunState): Command[] {
  const owed: Command[] = []
  if (isOver(state.status)) return owed
  for (const pointer of state.held.values()) {
    if (pointer.phase === 'waiting' || pointer.phase === 'retrying') owed.push({ do: 'wait', pointer })
    if (pointer.phase === 'replying' && pointer.question?.due) owed.push({ do: 'wait', pointer })
    if (pointer.phase === 'checking') owed.push({ do: 'check', pointer })
    if (pointer.phase === 'calling') owed.push({ do: 'call', pointer })
    if (pointer.phase === 'passing') owed.push({ do: 'pass', pointer })
  }
  const looking = state.pausing?.looking
  if (looking) owed.push({ do: 'look', pointer: looking })
  return owed
}

/** Every living pointer of a run, scope by scope. */
export function* livePointers(scope: Scope): Generator<Pointer> {
  for (let pointer = scope.first; pointer; pointer = pointer.after) {
    yield pointer
    for (let open = pointer.openScope; open; open = open.afterOpen) yield* livePointers(open)
  }
}
