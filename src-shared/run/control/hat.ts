import { leave } from '../moves.ts'
import type { Kernel } from '../run-state.ts'

/** The run's first step: what started it goes on; where nothing was given, the hat's sample. */
export const hat: Kernel = {
  enter(state, pointer, config) {
    const value = state.order?.sample ? (config.sample ?? pointer.value) : pointer.value
    leave(state, pointer, 'next', value)
  },
}
