import type { Phase, Pointer, RunState } from './run-state.ts'

/** Takes a pointer out of what counts its phase. The queue lets go of its head in `takeReady`. */
function leavePhase(state: RunState, pointer: Pointer): void {
  switch (pointer.phase) {
    case 'running':
    case 'checking':
    case 'passing':
      state.busy--
      state.held.delete(pointer.n)
      return
    case 'waiting':
    case 'retrying':
    case 'calling':
    case 'replying':
    case 'asking':
      if (pointer.phase === 'asking') state.asking--
      state.waiting--
      state.held.delete(pointer.n)
      return
    case 'joining':
      state.joining--
      return
    default:
  }
}

/** Moves a pointer, that is not in the queue, into a phase. Ready pointers go through the queue instead. */
export function setPhase(state: RunState, pointer: Pointer, phase: Exclude<Phase, 'ready'>): void {
  leavePhase(state, pointer)
  pointer.phase = phase
  if (pointer.question && phase === 'gone') state.questions.delete(pointer.n)
  switch (phase) {
    case 'running':
    case 'checking':
    case 'passing':
      state.busy++
      state.held.set(pointer.n, pointer)
      return
    case 'waiting':
    case 'retrying':
    case 'calling':
    case 'replying':
    case 'asking':
      if (phase === 'asking') state.asking++
      state.waiting++
      state.held.set(pointer.n, pointer)
      return
    case 'joining':
      state.joining++
      return
    default:
  }
}

/** Whether something outside works for this pointer that must be told when it is dropped. */
export const isUnderWay = (pointer: Pointer): boolean =>
  pointer.phase === 'running' ||
  pointer.phase === 'waiting' ||
  pointer.phase === 'retrying' ||
  pointer.phase === 'calling' ||
  pointer.phase === 'replying' ||
  pointer.phase === 'checking'
