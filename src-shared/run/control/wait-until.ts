import { leave } from '../moves.ts'
import type { Kernel } from '../run-state.ts'
import { waitFor } from './wait.ts'

/** Waits for a point in time, which the hands have made of what was written; one that has passed is no wait. */
export const waitUntil: Kernel = {
  enter(state, pointer, config) {
    const ms = Date.parse(String(config.until)) - state.now
    if (ms > 0) waitFor(state, pointer, 'waiting', ms)
    else leave(state, pointer, 'next', pointer.value)
  },
  woke: (state, pointer) => leave(state, pointer, 'next', pointer.value),
}
