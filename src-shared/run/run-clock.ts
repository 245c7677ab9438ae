import type { RunState } from './run-state.ts'
import { isOver } from './run-summary.ts'

/** What the wall clock was set on by is no time that went by. */
export function clockWasSet(state: RunState, jump: number): void {
  state.lastAt += jump
  if (state.runningSince >= 0) state.runningSince += jump
}

/** The time in which no host was alive is not time spent running. */
export function skipDeadTime(state: RunState): void {
  if (state.runningSince < 0) return
  state.ranMs += Math.max(0, state.lastAt - state.runningSince)
  state.runningSince = state.now
}

/** Interrupted while a person is asked, paused while somebody holds it, running while anything is ready or under way, else waiting. */
export function keepStatus(state: RunState): void {
  state.lastAt = state.now
  if (isOver(state.status) || state.status === 'queued') stopClock(state)
  else if (state.pausing?.paused && state.asking === 0) {
    state.status = 'paused'
    stopClock(state)
  } else if (state.asking === 0 && (state.ready.length > 0 || state.busy > 0)) {
    state.status = 'running'
    if (state.runningSince < 0) state.runningSince = state.now
  } else {
    state.status = state.asking > 0 ? 'interrupted' : 'waiting'
    stopClock(state)
  }
}

function stopClock(state: RunState): void {
  if (state.runningSince < 0) return
  state.ranMs += Math.max(0, state.now - state.runningSince)
  state.runningSince = -1
}
