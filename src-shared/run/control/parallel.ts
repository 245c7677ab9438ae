import type { Json } from '#shared/flow'
import { leave, openScope } from '../moves.ts'
import type { Kernel } from '../run-state.ts'
import { newPasses, passesOf } from './passes.ts'

/** All mouths at once; the list of their results goes on in the order of the mouths. */
export const parallel: Kernel = {
  enter(state, pointer) {
    const { mouths } = pointer.block
    const passes = newPasses(mouths.length, pointer.value)
    passes.results = mouths.map(() => undefined)
    passes.open = mouths.length
    pointer.passes = passes
    if (mouths.length === 0) leave(state, pointer, 'next', [])
    for (let mouth = 0; mouth < mouths.length; mouth++) openScope(state, pointer, mouth, pointer.value)
  },
  closed(state, pointer, scope, result) {
    const passes = passesOf(pointer)
    const results = passes.results as (Json | undefined)[]
    results[scope.mouth] = result
    passes.open--
    if (passes.open === 0) leave(state, pointer, 'next', results as Json[])
  },
}
