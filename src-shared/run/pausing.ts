/**
 * Breakpoints, pausing and stepping: when a run stops before a block follows from its journal alone.
 *
 * 9. A run stops only between steps, before the step of the pointer at the head of the queue. While it is paused
 *    or a breakpoint is being looked at, no ready pointer is taken; steps under way may end.
 * 10. Each arrival of a pointer at a block is looked at once, before its step starts. Attempts are not: a step
 *    that has started does not stop again.
 */
import type { Breakpoint, Pausing, SetBreakpoint, StepPlan } from './breakpoint.ts'
import { firstReady } from './pointer-queue.ts'
import type { BreakpointLooked, RunStepped } from './run-event.ts'
import type { Pointer, RunState, Scope } from './run-state.ts'
import { isOver } from './run-summary.ts'

function pausingOf(state: RunState): Pausing {
  state.pausing ??= {
    points: new Map(),
    paused: false,
    why: 'pause',
    stops: 0,
    at: null,
    cleared: -1,
    looking: null,
    plan: null,
    problem: null,
  }
  return state.pausing
}

/** Replaces all breakpoints. One that stays at its block goes on counting. */
export function setBreakpoints(state: RunState, points: readonly Breakpoint[]): void {
  const pausing = pausingOf(state)
  const before = pausing.points
  pausing.points = new Map(
    points.map((point) => [point.block, { point, hits: before.get(point.block)?.hits ?? 0 }]),
  )
}

/** Holds all ready pointers, by hand. */
export function pause(state: RunState): void {
  const pausing = pausingOf(state)
  if (!pausing.paused) stop(pausing, 'pause', firstReady(state))
}

/** Lets ready pointers go again; the one the run stands at passes its breakpoint. */
export function goOn(state: RunState): void {
  const { pausing } = state
  if (!pausing?.paused) return
  pausing.cleared = standsAt(state)?.n ?? pausing.cleared
  pausing.paused = false
  pausing.at = null
  pausing.problem = null
}

/** Goes on to the place that the step means. */
export function step(state: RunState, event: RunStepped): void {
  const { pausing } = state
  if (!pausing?.paused) return
  const from = standsAt(state)
  goOn(state)
  pausing.plan = {
    how: event.how,
    from,
    scope: from?.scope ?? null,
    to: event.how === 'to' ? event.to : null,
  }
}

/** The pointer that would go next if the run were not paused; null: none is ready. */
export function standsAt(state: RunState): Pointer | null {
  const at = state.pausing?.at
  return at?.phase === 'ready' ? at : firstReady(state)
}

/** Whether a step is made into what this pointer does. */
export const stepsInto = ({ pausing }: RunState, pointer: Pointer): boolean =>
  pausing?.plan?.how === 'into' && pausing.plan.from === pointer

/** Whether ready pointers are held. */
export const holdsReady = ({ pausing }: RunState): boolean =>
  pausing !== null && (pausing.paused || pausing.looking !== null)

/** Looks at the pointer whose turn is next: the run stops before it, goes on, or has the hands look. */
export function lookAhead(state: RunState, pausing: Pausing): void {
  if (pausing.looking?.phase === 'gone') pausing.looking = null
  if (pausing.paused || pausing.looking || state.asking > 0) return
  if (isOver(state.status)) return
  const head = firstReady(state)
  if (!head || head.n === pausing.cleared) return
  if (head.visit >= 0 && !state.revived?.has(head)) return
  const set = pausing.points.get(head.block.id)
  if (set && (set.point.condition !== undefined || set.point.log !== undefined)) {
    pausing.looking = head
    state.commands.push({ do: 'look', pointer: head })
  } else decide(pausing, head, set, true)
}

/** The hands have looked at a breakpoint. One whose condition cannot be evaluated stops the run. */
export function looked(state: RunState, event: BreakpointLooked): void {
  const { pausing } = state
  const pointer = pausing?.looking
  if (!pausing || pointer?.n !== event.pointer) throw new Error(`nobody looked at pointer ${event.pointer}`)
  pausing.looking = null
  if (event.error) {
    stop(pausing, 'breakpoint', pointer)
    pausing.problem = event.error
  } else decide(pausing, pointer, pausing.points.get(pointer.block.id), event.holds ?? false)
}

function decide(pausing: Pausing, pointer: Pointer, set: SetBreakpoint | undefined, holds: boolean): void {
  pausing.cleared = pointer.n
  const counts = set !== undefined && holds && ++set.hits >= (set.point.hits ?? 1)
  if (pausing.paused) return
  if (counts && set.point.log === undefined) stop(pausing, 'breakpoint', pointer)
  else if (pausing.plan && isMet(pausing.plan, pointer)) stop(pausing, 'step', pointer)
}

function stop(pausing: Pausing, why: Pausing['why'], at: Pointer | null): void {
  if (!pausing.paused) pausing.stops++
  pausing.paused = true
  pausing.why = why
  pausing.at = at
  pausing.plan = null
}

function isMet({ how, from, scope, to }: StepPlan, pointer: Pointer): boolean {
  if (how === 'to') return pointer.block.id === to
  if (!from || !scope) return true
  if (how === 'into' && isInside(pointer.scope, from)) return true
  return isAround(pointer.scope, how === 'out' ? scope.parent : scope)
}

function isInside(scope: Scope, owner: Pointer): boolean {
  for (let one: Scope | null = scope; one; one = one.parent) if (one.owner === owner) return true
  return false
}

/** Whether `scope` is one of these, from `inner` outwards; in place of a pass that is over, the loop's next one. */
function isAround(scope: Scope, inner: Scope | null): boolean {
  for (let one = inner; one; one = one.parent) {
    if (one === scope) return true
    if (one.alive === 0 && one.owner && one.owner === scope.owner) return true
  }
  return false
}
