import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { failStep } from '../failure.ts'
import { dropPointer, leave, takeOut, withinSteps } from '../moves.ts'
import { setPhase } from '../phase.ts'
import type { CompiledBlock, Kernel, Pointer, RunState, Scope } from '../run-state.ts'
import { isOver } from '../run-summary.ts'

/** The only block that waits for others. Arriving is no step; opening is one (`openJoins`). */
export const join: Kernel = {
  arrives: true,
  enter(state, pointer, config) {
    if (config.mode !== 'first') {
      pointer.config = config
      setPhase(state, pointer, 'joining')
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

type Waiting = { scope: Scope; block: CompiledBlock; arrived: Pointer[] }

/** Opens every join that no other living pointer of its scope can still reach. Looked at after every event. */
export function openJoins(state: RunState): void {
  while (state.joining > 0 && !isOver(state.status)) {
    const ready = joinsToOpen(waitingJoins(state))
    if (ready.length === 0) return
    for (const one of ready) if (!isOver(state.status) && isWaiting(one)) open(state, one)
  }
}

const isWaiting = ({ arrived }: Waiting) => arrived.every((pointer) => pointer.phase === 'joining')

/** All waiting joins, in the file's order of blocks. */
function waitingJoins(state: RunState): Waiting[] {
  const found: Waiting[] = []
  collect(state.root, found)
  return found.sort((a, b) => a.block.index - b.block.index)
}

function collect(scope: Scope, found: Waiting[]): void {
  const here = new Map<CompiledBlock, Waiting>()
  for (let pointer = scope.first; pointer; pointer = pointer.after) {
    for (let open = pointer.openScope; open; open = open.afterOpen) collect(open, found)
    if (pointer.phase !== 'joining') continue
    const waiting = here.get(pointer.block)
    if (waiting) waiting.arrived.push(pointer)
    else here.set(pointer.block, { scope, block: pointer.block, arrived: [pointer] })
  }
  found.push(...here.values())
}

function joinsToOpen(waiting: readonly Waiting[]): Waiting[] {
  const holders = waiting.map(holdersOf)
  const free = waiting.filter((_, i) => holders[i] === 'nobody')
  if (free.length > 0) return free
  const knot = waiting.find((_, i) => holders[i] === 'joins')
  return knot ? [knot] : []
}

/** Who keeps a join closed: nobody, only pointers at other joins, or one that is still on its way. */
function holdersOf({ scope, block }: Waiting): 'nobody' | 'joins' | 'others' {
  let holder: 'nobody' | 'joins' = 'nobody'
  for (let pointer = scope.first; pointer; pointer = pointer.after) {
    if (pointer.block === block && pointer.phase === 'joining') continue
    if (pointer.block !== block && !block.reachedBy?.[pointer.block.index]) continue
    if (pointer.phase !== 'joining') return 'others'
    holder = 'joins'
  }
  return holder
}

/** The first pointer to arrive goes on with what all brought; the others are done. */
function open(state: RunState, { block, arrived }: Waiting): void {
  const first = arrived[0] as Pointer
  const inOrder = arrived.toSorted((a, b) => a.link - b.link || a.n - b.n)
  for (const pointer of arrived) if (pointer !== first) takeOut(state, pointer)
  setPhase(state, first, 'inside')
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
