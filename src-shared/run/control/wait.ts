import { parseDuration } from '#shared/flow'
import { leave } from '../moves.ts'
import { setPhase } from '../phase.ts'
import type { Kernel, Pointer, RunState } from '../run-state.ts'

export const wait: Kernel = {
  enter(state, pointer, config) {
    waitFor(state, pointer, 'waiting', parseDuration(String(config.for)))
  },
  woke: (state, pointer) => leave(state, pointer, 'next', pointer.value),
}

/** Due in wall time, so that it goes on over a restart; never longer than planned. */
export function waitFor(state: RunState, pointer: Pointer, phase: 'waiting' | 'retrying', ms: number): void {
  pointer.waitMs = ms
  pointer.due = state.now + ms
  setPhase(state, pointer, phase)
  if (state.watcher) state.watcher.stepIs(pointer, 'waiting')
  state.commands.push({ do: 'wait', pointer })
}
