import type { AppErrorShape } from '#shared/error'
import type { Json } from '#shared/flow'
import { isUnderWay, setPhase } from './phase.ts'
import { pushReady } from './pointer-queue.ts'
import type { CompiledBlock, Pointer, RunState, Scope, Target } from './run-state.ts'
import { isOver } from './run-summary.ts'
import { comes, forget, goes } from './waiting-joins.ts'

/**
 * The moves of pointers and scopes, from which every block kind is made.
 *
 * - A scope's `alive` is the number of pointers directly in it; new pointers are made before the one that
 *   made them goes, so it reaches 0 only when the scope is really empty, and then the scope closes at once.
 * - A C-block's own pointer stays alive in the outer scope until the C-block goes on.
 * - Dropped pointers set no scope's value and close no scope: whoever drops says what happens then.
 */
const NO_TARGETS: readonly Target[] = []

export function newScope(
  parent: Scope | null,
  owner: Pointer | null,
  level: number,
  size: number,
  mouth: number,
  index: number,
  item: Json | undefined,
  value: Json,
): Scope {
  return {
    parent,
    owner,
    level,
    mouth,
    index,
    item,
    alive: 0,
    last: value,
    vars: null,
    left: new Array(size),
    visits: new Array(size).fill(0),
    passedJoins: null,
    joins: null,
    first: null,
    newest: null,
    beforeOpen: null,
    afterOpen: null,
  }
}

/** Makes a pointer at a block, at the end of the queue. */
export function sendTo(
  state: RunState,
  block: CompiledBlock,
  scope: Scope,
  value: Json,
  link: number,
): Pointer {
  const pointer: Pointer = {
    n: state.nextPointer++,
    block,
    scope,
    value,
    link,
    phase: 'ready',
    visit: -1,
    attempt: 0,
    failures: 0,
    config: null,
    secrets: null,
    startedAt: 0,
    due: 0,
    waitMs: 0,
    passes: null,
    call: null,
    question: null,
    openScope: null,
    before: scope.newest,
    after: null,
    behind: null,
  }
  if (scope.newest) scope.newest.after = pointer
  else scope.first = pointer
  scope.newest = pointer
  scope.alive++
  if (scope.joins) comes(scope.joins, pointer)
  pushReady(state, pointer)
  return pointer
}

function sendAlong(state: RunState, targets: readonly Target[], scope: Scope, value: Json): void {
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i] as Target
    if (state.watcher) state.watcher.sent(target.keys)
    if (target.block) sendTo(state, target.block, scope, value, target.link)
    else scope.last = value
  }
}

/** Takes a pointer out of its scope. The scope does not close here. */
export function takeOut(state: RunState, pointer: Pointer): void {
  const { scope, before, after } = pointer
  if (scope.joins) goes(state, scope.joins, pointer)
  setPhase(state, pointer, 'gone')
  if (before) before.after = after
  else scope.first = after
  if (after) after.before = before
  else scope.newest = before
  pointer.before = null
  pointer.after = null
  scope.alive--
}

/** The pointer goes on from an output with a value; with no link there it ends with that value. */
export function leave(state: RunState, pointer: Pointer, out: string, value: Json): void {
  const { block, scope } = pointer
  scope.left[block.slot] = value
  if (state.watcher) state.watcher.stepLeft(pointer, out, value)
  const targets = out === 'next' ? block.next : (block.outs.get(out) ?? NO_TARGETS)
  if (targets.length === 0) scope.last = value
  else sendAlong(state, targets, scope, value)
  takeOut(state, pointer)
  if (scope.alive === 0) closeScope(state, scope)
}

/** The pointer ends here, at a cap, with a value. */
export function endHere(state: RunState, pointer: Pointer, value: Json): void {
  const { scope } = pointer
  if (state.watcher) state.watcher.stepOver(pointer)
  scope.last = value
  takeOut(state, pointer)
  if (scope.alive === 0) closeScope(state, scope)
}

/** Takes a pointer away that ended nowhere, such as one that came late to a join that is open. */
export function dropPointer(state: RunState, pointer: Pointer): void {
  const { scope } = pointer
  takeOut(state, pointer)
  if (scope.alive === 0) closeScope(state, scope)
}

function closeScope(state: RunState, scope: Scope): void {
  const { owner } = scope
  if (!owner) {
    endRun(state, 'succeeded', scope.last)
    return
  }
  detach(scope, owner)
  owner.block.kernel?.closed?.(state, owner, scope, scope.last)
}

function attach(scope: Scope, owner: Pointer): void {
  scope.beforeOpen = null
  scope.afterOpen = owner.openScope
  if (owner.openScope) owner.openScope.beforeOpen = scope
  owner.openScope = scope
}

function detach(scope: Scope, owner: Pointer): void {
  if (scope.beforeOpen) scope.beforeOpen.afterOpen = scope.afterOpen
  else if (owner.openScope === scope) owner.openScope = scope.afterOpen
  if (scope.afterOpen) scope.afterOpen.beforeOpen = scope.beforeOpen
  scope.beforeOpen = null
  scope.afterOpen = null
}

/** Sends a value into a mouth, in a scope of its own. An empty mouth closes again at once. */
export function openScope(
  state: RunState,
  owner: Pointer,
  mouth: number,
  value: Json,
  index = -1,
  item: Json | undefined = undefined,
): void {
  const { block } = owner
  const level = block.inside
  const size = state.flow.levels[level] as number
  const scope = newScope(owner.scope, owner, level, size, mouth, index, item, value)
  if (owner.phase !== 'inside') setPhase(state, owner, 'inside')
  const { targets, empty } = block.mouths[mouth] as CompiledBlock['mouths'][number]
  if (empty) {
    block.kernel?.closed?.(state, owner, scope, value)
    return
  }
  attach(scope, owner)
  sendAlong(state, targets, scope, value)
}

/** Opens the next pass of a loop, unless the run has gone round too often. */
export function openPass(
  state: RunState,
  owner: Pointer,
  index: number,
  item: Json | undefined,
  value: Json,
): void {
  if (!countPasses(state, owner, 1)) return
  openScope(state, owner, 0, value, index, item)
}

/** Counts passes against the limit of steps. False: the run is over now. */
export function countPasses(state: RunState, owner: Pointer, count: number): boolean {
  state.passes += count
  if (state.watcher) state.watcher.passStarted(owner, count)
  return withinSteps(state, owner)
}

/** False when the run has just been ended because it makes too many steps. */
export function withinSteps(state: RunState, pointer: Pointer): boolean {
  const limit = state.flow.settings.maxSteps
  if (state.steps + state.passes <= limit) return true
  endRun(state, 'failed', undefined, {
    code: 'run.too-many-steps',
    message: `The flow made more than ${limit} steps and loop passes and was stopped at "${pointer.block.name}": it probably goes round for ever.`,
    fix: 'Look for a loop that never ends, or raise "maxSteps" in the settings of the flow.',
    details: { block: pointer.block.id, blockName: pointer.block.name },
  })
  return false
}

/** Drops every pointer in a scope and deeper, and takes the scope from its owner. */
export function dropScope(state: RunState, scope: Scope): void {
  for (let pointer = scope.first; pointer; pointer = pointer.after) dropUnder(state, pointer)
  scope.first = null
  scope.newest = null
  scope.alive = 0
  if (scope.joins) forget(state, scope)
  if (scope.owner) detach(scope, scope.owner)
}

/** Drops all that is open in a C-block, not the C-block itself. */
export function dropInside(state: RunState, owner: Pointer): void {
  while (owner.openScope) dropScope(state, owner.openScope)
}

function dropUnder(state: RunState, pointer: Pointer): void {
  dropInside(state, pointer)
  if (isUnderWay(pointer)) state.commands.push({ do: 'abort', pointer })
  if (pointer.phase === 'ready') state.ready.length--
  setPhase(state, pointer, 'gone')
  if (state.watcher && pointer.visit >= 0) state.watcher.stepDropped(pointer)
}

/** The run is over; whatever still lives in it is dropped. */
export function endRun(
  state: RunState,
  status: 'succeeded' | 'failed' | 'cancelled',
  output: Json | undefined,
  error?: AppErrorShape,
): void {
  if (isOver(state.status)) return
  dropScope(state, state.root)
  state.status = status
  state.output = output
  state.error = error
  state.endedAt = state.now
}
