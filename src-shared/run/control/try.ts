import { leave, openScope } from '../moves.ts'
import type { Kernel } from '../run-state.ts'

const TRY = 0
const CATCH = 1

export const tryCatch: Kernel = {
  catches: TRY,
  enter: (state, pointer) => openScope(state, pointer, TRY, pointer.value),
  closed: (state, pointer, _scope, result) => leave(state, pointer, 'next', result),
  caught: (state, pointer, error) => openScope(state, pointer, CATCH, error),
}
