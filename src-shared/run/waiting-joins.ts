import { setPhase } from './phase.ts'
import type { CompiledBlock, Pointer, RunState, Scope, WaitingJoin } from './run-state.ts'

/**
 * Who waits at the joins of a scope, and how many may still come. Kept while pointers come and go, so that a join
 * with 10,000 ways in is not counted again at every step.
 *
 * - A scope has `joins` from the first arrival at one of its joins on, until it is dropped.
 * - `others` of a join is what its type says, after every move; it is counted once, at the first arrival.
 * - A scope in which somebody waits at a join that nobody else can reach any more is in `state.stirred`.
 */
const reaches = ({ block }: Pointer, join: CompiledBlock): boolean =>
  block === join || join.reachedBy?.[block.index] === true

/** Whether somebody waits there: a scope that was dropped took them along. */
export const isWaiting = ({ arrived }: WaitingJoin): boolean => arrived[0]?.phase === 'joining'

/** A pointer was made in a scope with joins. */
export function comes(joins: readonly WaitingJoin[], pointer: Pointer): void {
  for (const join of joins) if (reaches(pointer, join.block)) join.others++
}

/** A pointer is about to leave a scope with joins, or to wait at one of them. */
export function goes(state: RunState, joins: readonly WaitingJoin[], pointer: Pointer): void {
  if (pointer.phase === 'joining') return
  for (const join of joins) {
    if (!reaches(pointer, join.block)) continue
    join.others--
    if (join.others === 0 && join.arrived.length > 0) state.stirred.add(pointer.scope)
  }
}

/** The pointer waits at its join from now on. */
export function arrive(state: RunState, pointer: Pointer): void {
  const { scope, block } = pointer
  if (scope.joins) goes(state, scope.joins, pointer)
  setPhase(state, pointer, 'joining')
  scope.joins ??= []
  let join = scope.joins.find((one) => one.block === block)
  if (!join) {
    join = { scope, block, arrived: [], others: 0 }
    for (let one = scope.first; one; one = one.after)
      if (one.phase !== 'joining' && reaches(one, block)) join.others++
    scope.joins.push(join)
  }
  join.arrived.push(pointer)
  if (join.others === 0) state.stirred.add(scope)
}

/** Nobody waits in this scope any more. */
export function forget(state: RunState, scope: Scope): void {
  scope.joins = null
  state.stirred.delete(scope)
}

/** A pointer that waited at a join goes on. */
export function goOn(state: RunState, pointer: Pointer): void {
  setPhase(state, pointer, 'inside')
  if (pointer.scope.joins) comes(pointer.scope.joins, pointer)
}
