import { AppError } from '#shared/error'
import { scopeOfVariable, setVariableIn } from './control/variables.ts'
import type { DataChanged } from './run-event.ts'
import type { Pointer, RunState, Scope } from './run-state.ts'

/** The living pointer of this number. */
export function pointerOf(state: RunState, n: number): Pointer | undefined {
  return pointerIn(state.root, n)
}

function pointerIn(scope: Scope, n: number): Pointer | undefined {
  for (let pointer = scope.first; pointer; pointer = pointer.after) {
    if (pointer.n === n) return pointer
    for (let open = pointer.openScope; open; open = open.afterOpen) {
      const found = pointerIn(open, n)
      if (found) return found
    }
  }
  return undefined
}

/** Whether what a pointer carries is still to be used: its step has not begun, or it only waits. */
export const mayChange = (pointer: Pointer): boolean =>
  (pointer.phase === 'ready' && pointer.visit < 0) ||
  pointer.phase === 'joining' ||
  pointer.phase === 'waiting' ||
  pointer.phase === 'replying'

/** A person changed a value while the run was paused. What it was before stays in the journal. */
export function changeData(state: RunState, event: DataChanged): void {
  const pointer = event.pointer === undefined ? undefined : pointerOf(state, event.pointer)
  if (event.variable !== undefined) {
    const scope = scopeOfVariable(pointer?.scope ?? state.root, event.variable) ?? state.root
    setVariableIn(scope, event.variable, event.value)
    return
  }
  if (!pointer || !mayChange(pointer)) throw new Error(`pointer ${event.pointer} cannot be changed`)
  if (state.watcher) state.watcher.inputChanged(pointer, pointer.value)
  pointer.value = event.value
}

/** @throws AppError that says why this pointer's input, or this variable, cannot be changed now */
export function checkChange(state: RunState, change: Pick<DataChanged, 'pointer' | 'variable'>): void {
  if (!state.pausing?.paused)
    throw new AppError({
      code: 'run.not-paused',
      message: 'Data can be changed only while the run is paused.',
      fix: 'Pause the run first, or give it a breakpoint.',
    })
  const pointer = change.pointer === undefined ? undefined : pointerOf(state, change.pointer)
  if (change.pointer !== undefined && !pointer)
    throw new AppError({
      code: 'pointer.not-found',
      message: `There is no pointer ${change.pointer} alive in this run.`,
      fix: 'Look at where the run stands, and take the number of one of its pointers.',
    })
  if (change.variable === undefined && (!pointer || !mayChange(pointer)))
    throw new AppError({
      code: 'run.cannot-change',
      message: pointer
        ? `What arrived at "${pointer.block.name}" is in use already.`
        : 'No block of this run is about to start.',
      fix: 'Change what arrives at a block that has not started.',
    })
}
