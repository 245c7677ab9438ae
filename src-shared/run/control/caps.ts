import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { dropScope, endHere, endRun, takeOut } from '../moves.ts'
import type { Kernel, Pointer, RunState, Scope } from '../run-state.ts'

export const stop: Kernel = {
  enter: (state, pointer) => endHere(state, pointer, pointer.value),
}

export const returnValue: Kernel = {
  enter(state, pointer, config) {
    if (state.watcher) state.watcher.stepOver(pointer)
    takeOut(state, pointer)
    endRun(state, 'succeeded', config.value ?? null)
  },
}

export const fail: Kernel = {
  enter(_state, _pointer, config) {
    const code = typeof config.code === 'string' && config.code.trim() !== '' ? config.code : 'flow.failed'
    const message = asText(config.message)
    if (message.trim() === '') throw noMessage()
    throw new AppError({ code, message })
  },
}

export const nextPass: Kernel = {
  enter(state, pointer) {
    const { scope, owner } = leaveLoopPass(state, pointer)
    owner.block.kernel?.closed?.(state, owner, scope, pointer.value)
  },
}

export const leaveLoop: Kernel = {
  enter(state, pointer) {
    const { scope, owner } = leaveLoopPass(state, pointer)
    owner.block.kernel?.leave?.(state, owner, scope, pointer.value)
  },
}

/** A failure that says nothing is of no use to whoever finds it. */
const noMessage = (): AppError =>
  new AppError({
    code: 'config.required',
    message: '"Message" is empty: the run was to fail, and nobody would know why.',
    fix: 'Write what went wrong.',
    details: { field: 'message' },
  })

/** Drops the pass of the innermost loop around a pointer, the pointer with it. */
function leaveLoopPass(state: RunState, pointer: Pointer): { scope: Scope; owner: Pointer } {
  const found = innermostPass(pointer.scope)
  if (state.watcher) state.watcher.stepOver(pointer)
  takeOut(state, pointer)
  dropScope(state, found.scope)
  return found
}

function innermostPass(from: Scope): { scope: Scope; owner: Pointer } {
  for (let scope: Scope | null = from; scope; scope = scope.parent)
    if (scope.owner?.block.kernel?.loop) return { scope, owner: scope.owner }
  throw new AppError({
    code: 'loop.none',
    message: 'There is no loop around this block.',
    fix: 'Put it inside a repeat, a for-each or a while.',
  })
}

const asText = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
