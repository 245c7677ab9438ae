import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { countPasses, dropInside, leave, openPass } from '../moves.ts'
import { setPhase } from '../phase.ts'
import type { Kernel, Passes, Pointer, RunState } from '../run-state.ts'
import { isOver } from '../run-summary.ts'
import { wholeNumber } from '../whole-number.ts'
import { newPasses, passesOf } from './passes.ts'

/** Once per item, `concurrency` passes at once; the results go on in the order of the items. */
export const forEach: Kernel = {
  loop: true,
  enter(state, pointer, config) {
    const list = asList(config.list)
    const passes = newPasses(list.length, pointer.value)
    passes.list = list
    passes.results = []
    passes.width = wholeNumber(config.concurrency ?? 1, 'concurrency', 1)
    pointer.passes = passes
    goOn(state, pointer, passes)
  },
  closed(state, pointer, scope, result) {
    const passes = passesOf(pointer)
    keep(passes, scope.index, result)
    passes.open--
    goOn(state, pointer, passes)
  },
  passed(state, pointer, count) {
    const passes = passesOf(pointer)
    for (let i = 0; i < count; i++, passes.next++) keep(passes, passes.next, itemOf(passes, passes.next))
    if (countPasses(state, pointer, count)) goOn(state, pointer, passes)
  },
  leave(state, pointer, scope, result) {
    const passes = passesOf(pointer)
    keep(passes, scope.index, result)
    dropInside(state, pointer)
    leave(
      state,
      pointer,
      'next',
      (passes.results ?? []).filter((one) => one !== undefined),
    )
  },
}

function goOn(state: RunState, pointer: Pointer, passes: Passes): void {
  if (passes.next >= passes.total) {
    if (passes.open === 0) leave(state, pointer, 'next', passes.results as Json[])
    return
  }
  if (pointer.block.mouths[0]?.empty) {
    setPhase(state, pointer, 'passing')
    state.commands.push({ do: 'pass', pointer })
    return
  }
  while (passes.open < passes.width && passes.next < passes.total && !isOver(state.status)) {
    const item = itemOf(passes, passes.next)
    passes.open++
    openPass(state, pointer, passes.next++, item, item)
  }
}

const itemOf = (passes: Passes, index: number): Json => passes.list?.[index] ?? null

/** Results come in any order: gaps are filled, so that the list never turns into a slow one. */
function keep(passes: Passes, index: number, result: Json): void {
  const results = passes.results as (Json | undefined)[]
  while (results.length < index) results.push(undefined)
  results[index] = result
}

/** An object is taken as a list of `{ key, value }`. */
function asList(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'object' && value !== null)
    return Object.entries(value as JsonObject).map(([key, held]) => ({ key, value: held }))
  const came = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80)
  throw new AppError({
    code: 'config.wrong-kind',
    message: `"list" must be a list, but is ${came}.`,
    fix: 'Give a list, for example {{ input.items }}.',
    details: { field: 'list' },
  })
}
