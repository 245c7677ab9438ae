import { leave, openScope } from '../moves.ts'
import type { Kernel } from '../run-state.ts'
import { asCondition } from './condition.ts'

const THEN = 0
const ELSE = 1

export const ifElse: Kernel = {
  enter(state, pointer, config) {
    openScope(state, pointer, asCondition(config.condition) ? THEN : ELSE, pointer.value)
  },
  closed: (state, pointer, _scope, result) => leave(state, pointer, 'next', result),
}
