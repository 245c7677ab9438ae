import { countPasses, leave, openPass } from '../moves.ts'
import { setPhase } from '../phase.ts'
import type { Kernel, Pointer, RunState } from '../run-state.ts'
import { asCondition } from './condition.ts'
import { newPasses, passesOf } from './passes.ts'

/** The condition is looked at on arrival with the config, then again by the hands before each pass. */
export const whileLoop: Kernel = {
  loop: true,
  enter(state, pointer, config) {
    pointer.passes = newPasses(-1, pointer.value)
    goOn(state, pointer, asCondition(config.condition))
  },
  closed(state, pointer, _scope, result) {
    passesOf(pointer).value = result
    look(state, pointer)
  },
  checked: goOn,
  leave: (state, pointer, _scope, result) => leave(state, pointer, 'next', result),
}

function goOn(state: RunState, pointer: Pointer, holds: boolean): void {
  const passes = passesOf(pointer)
  const index = passes.next++
  if (!holds) leave(state, pointer, 'next', passes.value)
  else if (!pointer.block.mouths[0]?.empty) openPass(state, pointer, index, undefined, passes.value)
  else if (countPasses(state, pointer, 1)) look(state, pointer)
}

function look(state: RunState, pointer: Pointer): void {
  setPhase(state, pointer, 'checking')
  state.commands.push({ do: 'check', pointer })
}
