import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { failStep } from '../failure.ts'
import { dropPointer, leave, takeOut, withinSteps } from '../moves.ts'
import type { CompiledBlock, Kernel, Pointer, RunState, WaitingJoin } from '../run-state.ts'
import { isOver } from '../run-summary.ts'
import { arrive, goOn, isWaiting } from '../waiting-joins.ts'

/** The only block that waits for others. Arriving is no step; opening is one (`openJoins`). */
export const join: Kernel = {
  arrives: true,
  enter(state, pointer, config) {
    if (config.mode !== 'first') {
      pointer.config = config
      arrive(state, pointer)
      return
    }
    const { scope, block } = pointer
    scope.passedJoins ??= new Set()
    if (scope.passedJoins.has(block.slot)) dropPointer(state, pointer)
    else {
      scope.passedJoins.add(block.slot)
      if (beginJoin(state, pointer)) leave(state, pointer, 'next', pointer.value)
    }
  },
}

/** Opens every join that no other living pointer of its scope can still reach. Looked at after every event. */
export function openJoins(state: RunState): void {
  while (state.stirred.size > 0 && !isOver(state.status)) {
    const ready = joinsToOpen(waitingJoins(state))
    if (ready.length === 0) break
    for (const one of ready) if (!isOver(state.status) && isWaiting(one)) open(state, one)
  }
  state.stirred.clear()
}

/** Waiting joins where something changed, in the file's order of blocks. */
function waitingJoins({ stirred }: RunState): WaitingJoin[] {
  const found: WaitingJoin[] = []
  for (const { joins } of stirred) for (const one of joins ?? []) if (isWaiting(one)) found.push(one)
  return found.sort((a, b) => a.block.index - b.block.index)
}

function joinsToOpen(waiting: readonly WaitingJoin[]): WaitingJoin[] {
  const holders = waiting.map(holdersOf)
  const free = waiting.filter((_, i) => holders[i] === 'nobody')
  if (free.length > 0) return free
  const knot = waiting.find((_, i) => holders[i] === 'joins')
  return knot ? [knot] : []
}

/** Who keeps a join closed: nobody, only pointers at other joins, or one that is still on its way. */
function holdersOf({ scope, block, others }: WaitingJoin): 'nobody' | 'joins' | 'others' {
  if (others > 0) return 'others'
  const holds = (one: WaitingJoin) => isWaiting(one) && block.reachedBy?.[one.block.index]
  return scope.joins?.some((one) => one.block !== block && holds(one)) ? 'joins' : 'nobody'
}

/** The first pointer to arrive goes on with what all brought; the others are done. */
function open(state: RunState, join: WaitingJoin): void {
  const { block, arrived } = join
  const first = arrived[0] as Pointer
  const inOrder = arrived.toSorted((a, b) => a.link - b.link || a.n - b.n)
  join.arrived = []
  for (const pointer of arrived) if (pointer !== first) takeOut(state, pointer)
  goOn(state, first)
  if (!beginJoin(state, first)) return
  const values = inOrder.map((pointer) => pointer.value)
  const odd = first.config?.mode === 'merge' ? values.find((value) => !isPlainObject(value)) : undefined
  if (odd !== undefined) failStep(state, first, cannotMerge(block, odd).toJSON())
  else leave(state, first, 'next', first.config?.mode === 'merge' ? merged(values) : values)
}

const isPlainObject = (value: Json): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const merged = (values: readonly Json[]): Json => Object.assign({}, ...(values as JsonObject[]))

/** False: one step too many, the run is over. */
function beginJoin(state: RunState, pointer: Pointer): boolean {
  const { scope, block } = pointer
  pointer.visit = scope.visits[block.slot] as number
  scope.visits[block.slot] = pointer.visit + 1
  pointer.startedAt = state.now
  state.steps++
  if (state.watcher) state.watcher.stepStarted(pointer)
  return withinSteps(state, pointer)
}

const cannotMerge = (block: CompiledBlock, odd: Json) =>
  new AppError({
    code: 'join.cannot-merge',
    message: `"${block.name}" can merge only objects, but ${JSON.stringify(odd).slice(0, 80)} arrived.`,
    fix: 'Let every way in bring an object, or collect the values as a list.',
    details: { block: block.id, blockName: block.name },
  })
