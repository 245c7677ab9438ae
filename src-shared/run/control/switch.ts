import { type Json, type JsonObject, sameJson } from '#shared/flow'
import { leave, openScope } from '../moves.ts'
import type { Kernel } from '../run-state.ts'

/** The mouths stand in the order of the cases, `otherwise` last. */
export const switchCase: Kernel = {
  enter(state, pointer, config) {
    const cases = Array.isArray(config.cases) ? (config.cases as JsonObject[]) : []
    const value = config.value ?? null
    const found = cases.findIndex((one) => sameJson(one.equals ?? null, value as Json))
    openScope(state, pointer, found < 0 ? cases.length : found, pointer.value)
  },
  closed: (state, pointer, _scope, result) => leave(state, pointer, 'next', result),
}
