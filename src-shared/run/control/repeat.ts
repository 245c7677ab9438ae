import type { Json } from '#shared/flow'
import { countPasses, leave, openPass } from '../moves.ts'
import { setPhase } from '../phase.ts'
import type { Kernel, Pointer, RunState } from '../run-state.ts'
import { wholeNumber } from '../whole-number.ts'
import { newPasses, passesOf } from './passes.ts'

/** The first pass gets the input, each later one the result of the one before. */
export const repeat: Kernel = {
  loop: true,
  enter(state, pointer, config) {
    pointer.passes = newPasses(wholeNumber(config.times, 'times', 0), pointer.value)
    goOn(state, pointer)
  },
  closed(state, pointer, _scope, result) {
    passesOf(pointer).value = result
    goOn(state, pointer)
  },
  passed(state, pointer, count) {
    passesOf(pointer).next += count
    if (countPasses(state, pointer, count)) goOn(state, pointer)
  },
  leave: (state, pointer, _scope, result: Json) => leave(state, pointer, 'next', result),
}

function goOn(state: RunState, pointer: Pointer): void {
  const passes = passesOf(pointer)
  if (passes.next >= passes.total) leave(state, pointer, 'next', passes.value)
  else if (pointer.block.mouths[0]?.empty) {
    setPhase(state, pointer, 'passing')
    state.commands.push({ do: 'pass', pointer })
  } else openPass(state, pointer, passes.next++, undefined, passes.value)
}
