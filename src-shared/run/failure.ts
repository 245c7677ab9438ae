import type { AppError, AppErrorShape } from '#shared/error'
import type { JsonObject } from '#shared/flow'
import { dropScope, endRun, leave, takeOut } from './moves.ts'
import type { CompiledBlock, Pointer, RunState, Scope } from './run-state.ts'

/** What `catch`, `onError: branch` and dead letters get to see of a failure. */
export const failureValue = (pointer: Pointer, error: AppErrorShape): JsonObject => ({
  message: error.message,
  code: error.code,
  block: pointer.block.name,
  input: pointer.value,
})

/** An error as the journal keeps it: it names the block it came from. */
export function stepError(block: CompiledBlock, error: AppError): AppErrorShape {
  const shape = error.toJSON()
  return { ...shape, details: { ...shape.details, block: block.id, blockName: block.name } }
}

/** A step has failed for good: `onError` says where the pointer goes, or the failure goes up. */
export function failStep(state: RunState, pointer: Pointer, error: AppErrorShape): void {
  if (state.watcher) state.watcher.stepFailed(pointer, error, false)
  const { onError } = pointer.block
  if (onError === 'continue') leave(state, pointer, 'next', pointer.value)
  else if (onError === 'branch') leave(state, pointer, 'error', failureValue(pointer, error))
  else raise(state, pointer, error)
}

/** The nearest `try` mouth around the step catches; without one the run fails. */
function raise(state: RunState, pointer: Pointer, error: AppErrorShape): void {
  const value = failureValue(pointer, error)
  const caught = catchingScope(pointer.scope)
  takeOut(state, pointer)
  if (caught?.owner) {
    dropScope(state, caught)
    caught.owner.block.kernel?.caught?.(state, caught.owner, value)
  } else endRun(state, 'failed', undefined, error)
}

function catchingScope(from: Scope): Scope | null {
  for (let scope: Scope | null = from; scope; scope = scope.parent)
    if (scope.owner && scope.owner.block.kernel?.catches === scope.mouth) return scope
  return null
}
