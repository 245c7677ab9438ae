/**
 * The engine's mind: one event in, the state changed, commands out.
 *
 * 1. Deterministic and synchronous: time, dice, ids, results and evaluated texts come in as events. Folding the
 *    same events over a new state always gives the same state and the same commands.
 * 2. Every living pointer is in exactly one place: in the queue, held (somebody outside works for it),
 *    at a join, or inside its C-block. A pointer in none of them would never move again.
 * 3. Ready pointers are taken from the head of the queue only; an event about a ready pointer that is not the head
 *    is a bug and throws.
 * 4. `alive` of a scope is the number of living pointers directly in it. It closes in the very turn in which this
 *    reaches 0, and its owner goes on in that turn.
 * 5. A dropped pointer never moves again: what comes for it later (`late`) changes nothing.
 * 6. Every step is counted once, when it starts; attempts are not. `visit` is fixed then and never changes.
 * 7. After the run is over no event changes its status, output or error.
 * 8. The clock of the run's timeout goes only while something is ready or under way and the run is not paused, and
 *    by the time that went by: a wall clock that is set (`jump`) moves it neither on nor back.
 *    More of them stand in `pausing.ts`.
 */
import { AppError } from '#shared/error'
import { changeData } from './change-data.ts'
import { configOf } from './config-of.ts'
import { beginAsking, takeReply } from './control/ask.ts'
import { openJoins } from './control/join.ts'
import { waitFor } from './control/wait.ts'
import { failStep, stepError } from './failure.ts'
import { endRun, leave, sendTo, withinSteps } from './moves.ts'
import { goOn, holdsReady, lookAhead, looked, pause, setBreakpoints, step, stepsInto } from './pausing.ts'
import { setPhase } from './phase.ts'
import { pushFront, pushReady, takeReady } from './pointer-queue.ts'
import { askedWait, retryDice, retryWait, triesAgain } from './retry.ts'
import { beginAgain, revive } from './revive.ts'
import { clockWasSet, keepStatus, skipDeadTime } from './run-clock.ts'
import type {
  ConditionChecked,
  Outcome,
  PassesPassed,
  RunBegan,
  RunEvent,
  RunInterrupted,
  RunOrdered,
  StepAnswered,
  StepAsked,
  StepCalled,
  StepEnded,
  StepEntered,
  StepFailed,
  StepRan,
  StepReturned,
  StepStarted,
  StepWoke,
} from './run-event.ts'
import type { Command, Pointer, RunState } from './run-state.ts'
import { isOver } from './run-summary.ts'
import { beginVariables, refreshKept } from './run-variables.ts'

const NOTHING: readonly Command[] = []

/**
 * Folds one event into the state and gives back what the hands must do because of it.
 * @throws Error when the event cannot follow on the ones before it: a bug or a damaged journal
 */
export function transition(state: RunState, event: RunEvent): readonly Command[] {
  if (event.seq !== state.seq) throw new Error(`event ${event.seq} came where ${state.seq} was due`)
  state.seq++
  state.now = event.at
  if (event.jump !== undefined) clockWasSet(state, event.jump)
  if (state.watcher) state.watcher.seen(event)
  if (event.kind === 'late' || isOver(state.status)) return NOTHING
  apply(state, event)
  if (state.joining > 0) openJoins(state)
  if (state.pausing) lookAhead(state, state.pausing)
  keepStatus(state)
  if (state.commands.length === 0) return NOTHING
  const { commands } = state
  state.commands = []
  return commands
}

function apply(state: RunState, event: RunEvent): void {
  switch (event.kind) {
    case 'ran':
      ran(state, event)
      break
    case 'entered':
      entered(state, event)
      break
    case 'started':
      started(state, event)
      break
    case 'ended':
      ended(state, event)
      break
    case 'failed':
      failed(state, event)
      break
    case 'checked':
      checked(state, event)
      break
    case 'passed':
      passed(state, event)
      break
    case 'woke':
      woke(state, event)
      break
    case 'ordered':
      ordered(state, event)
      break
    case 'began':
      began(state, event)
      break
    case 'cancelled':
      endRun(state, 'cancelled', undefined)
      break
    case 'timed-out':
      timedOut(state)
      break
    case 'recovered':
      recovered(state)
      break
    case 'interrupted':
      interrupted(state, event)
      break
    case 'answered':
      answered(state, event)
      break
    case 'let-go':
      letGo(state)
      break
    case 'called':
      called(state, event)
      break
    case 'returned':
      returned(state, event)
      break
    case 'asked':
      asked(state, event)
      break
    case 'replied':
      takeReply(state, event)
      break
    case 'paused':
      pause(state)
      break
    case 'continued':
      goOn(state)
      break
    case 'stepped':
      step(state, event)
      break
    case 'breakpoints':
      setBreakpoints(state, event.points)
      break
    case 'looked':
      looked(state, event)
      break
    case 'changed':
      changeData(state, event)
      break
    default:
      throw new Error(`no such event: ${(event as RunEvent).kind}`)
  }
}

function ordered(state: RunState, event: RunOrdered): void {
  state.order = event
  state.status = 'queued'
  if (event.breakpoints) setBreakpoints(state, event.breakpoints)
  if (event.paused) pause(state)
}

/** One pointer at each hat that fires. */
function began(state: RunState, event: RunBegan): void {
  const { order } = state
  if (!order) throw new Error('a run began that nobody ordered')
  state.status = 'running'
  state.startedAt = event.at
  state.runningSince = event.at
  if (order.state) revive(state, order.state)
  else fireHats(state, order, event)
  if (state.root.alive === 0) endRun(state, 'succeeded', null)
}

function fireHats(state: RunState, order: RunOrdered, event: RunBegan): void {
  beginVariables(state, order, event)
  for (const id of order.hats) {
    const block = state.flow.byId.get(id)
    if (block) sendTo(state, block, state.root, order.trigger.value, -1)
  }
}

/** The pointer whose turn it is. @throws Error while the run is paused */
function take(state: RunState, n: number): Pointer {
  if (state.pausing && holdsReady(state)) throw new Error(`pointer ${n} moved in a run that is paused`)
  return takeReady(state, n)
}

/** Starts the step of the pointer at the head of the queue. False: one too many, the run is over. */
function beginStep(state: RunState, pointer: Pointer): boolean {
  if (pointer.visit >= 0) {
    if (!state.revived?.has(pointer)) return true
    beginAgain(state, pointer)
    return withinSteps(state, pointer)
  }
  const { visits } = pointer.scope
  const { slot } = pointer.block
  pointer.visit = visits[slot] as number
  visits[slot] = pointer.visit + 1
  pointer.startedAt = state.now
  state.steps++
  if (state.watcher) state.watcher.stepStarted(pointer)
  return withinSteps(state, pointer)
}

function ran(state: RunState, event: StepRan): void {
  const pointer = take(state, event.pointer)
  pointer.phase = 'inside'
  if (beginStep(state, pointer)) finish(state, pointer, event)
}

function finish(state: RunState, pointer: Pointer, event: Outcome): void {
  leave(state, pointer, event.out ?? 'next', event.same ? pointer.value : (event.value ?? null))
}

function entered(state: RunState, event: StepEntered): void {
  const pointer = take(state, event.pointer)
  const { kernel } = pointer.block
  if (!kernel) throw new Error(`the engine does not run ${pointer.block.block.type}`)
  pointer.phase = 'inside'
  if (!kernel.arrives && !beginStep(state, pointer)) return
  try {
    const config = configOf(pointer, event)
    if (event.kept !== undefined) refreshKept(state, config, event.kept)
    kernel.enter(state, pointer, config)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    failStep(state, pointer, stepError(pointer.block, error))
  }
}

function started(state: RunState, event: StepStarted): void {
  const pointer = take(state, event.pointer)
  pointer.phase = 'inside'
  if (!beginStep(state, pointer)) return
  pointer.attempt = event.attempt
  pointer.config ??= configOf(pointer, event)
  if (event.secrets) pointer.secrets = event.secrets
  setPhase(state, pointer, 'running')
  if (state.watcher) state.watcher.stepIs(pointer, 'running')
}

function called(state: RunState, event: StepCalled): void {
  const pointer = take(state, event.pointer)
  pointer.phase = 'inside'
  if (!beginStep(state, pointer)) return
  pointer.config ??= configOf(pointer, event)
  const { child: runId, flowId, versionId } = event
  pointer.call = { runId, flowId, versionId, step: state.steps - 1, into: stepsInto(state, pointer) }
  setPhase(state, pointer, 'calling')
  if (state.watcher) state.watcher.stepIs(pointer, 'waiting')
  state.commands.push({ do: 'call', pointer })
}

function returned(state: RunState, event: StepReturned): void {
  const pointer = held(state, event.pointer)
  if (pointer.phase !== 'calling') throw new Error(`pointer ${event.pointer} called nothing`)
  setPhase(state, pointer, 'inside')
  if (event.error) failStep(state, pointer, event.error)
  else leave(state, pointer, 'next', event.value ?? null)
}

function asked(state: RunState, event: StepAsked): void {
  const pointer = take(state, event.pointer)
  pointer.phase = 'inside'
  if (!beginStep(state, pointer)) return
  try {
    beginAsking(state, pointer, configOf(pointer, event), event.link ?? null)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    failStep(state, pointer, stepError(pointer.block, error))
  }
}

/** @throws Error when nothing outside works for this pointer */
function held(state: RunState, n: number): Pointer {
  const pointer = state.held.get(n)
  if (!pointer) throw new Error(`nothing was under way for pointer ${n}`)
  return pointer
}

const ended = (state: RunState, event: StepEnded): void => finish(state, held(state, event.pointer), event)

function failed(state: RunState, event: StepFailed): void {
  const pointer = state.held.get(event.pointer) ?? take(state, event.pointer)
  if (pointer.phase === 'ready') pointer.phase = 'inside'
  if (!beginStep(state, pointer)) return
  pointer.failures++
  const { retry } = pointer.block
  if (triesAgain(retry, pointer.failures, event.error)) {
    if (state.watcher) state.watcher.stepFailed(pointer, event.error, true)
    const dice = retryDice(state.order?.seed ?? 0, pointer)
    waitFor(state, pointer, 'retrying', retryWait(retry, pointer.failures, dice, askedWait(event.error)))
  } else failStep(state, pointer, event.error)
}

function woke(state: RunState, event: StepWoke): void {
  const pointer = held(state, event.pointer)
  if (pointer.phase === 'retrying') {
    setPhase(state, pointer, 'inside')
    pushReady(state, pointer)
  } else pointer.block.kernel?.woke?.(state, pointer)
}

function checked(state: RunState, event: ConditionChecked): void {
  const pointer = held(state, event.pointer)
  setPhase(state, pointer, 'inside')
  if (event.error) failStep(state, pointer, event.error)
  else pointer.block.kernel?.checked?.(state, pointer, event.holds ?? false)
}

function passed(state: RunState, event: PassesPassed): void {
  const pointer = held(state, event.pointer)
  setPhase(state, pointer, 'inside')
  pointer.block.kernel?.passed?.(state, pointer, event.count)
}

function timedOut(state: RunState): void {
  endRun(state, 'failed', undefined, {
    code: 'run.timeout',
    message: `The run took longer than ${state.flow.settings.timeout} and was stopped.`,
    fix: 'Raise "timeout" in the settings of the flow, or let it do less at once.',
  })
}

/** Attempts that were under way are ready again, first in turn. */
function recovered(state: RunState): void {
  skipDeadTime(state)
  const again = [...state.held.values()].filter((pointer) => pointer.phase === 'running')
  for (const pointer of again) setPhase(state, pointer, 'inside')
  pushFront(state, again)
}

/** Nobody knows whether these steps changed the world: they wait for a person. */
function interrupted(state: RunState, event: RunInterrupted): void {
  skipDeadTime(state)
  if (event.whole && !state.heldBack) {
    state.heldBack = true
    state.asking++
  }
  for (const n of event.pointers) {
    const pointer = held(state, n)
    setPhase(state, pointer, 'asking')
    if (state.watcher) state.watcher.stepIs(pointer, 'interrupted')
  }
}

function letGo(state: RunState): void {
  if (!state.heldBack) throw new Error('nobody held this run back')
  state.heldBack = false
  state.asking--
}

function answered(state: RunState, event: StepAnswered): void {
  const pointer = held(state, event.pointer)
  if (pointer.phase !== 'asking') throw new Error(`nobody asked about pointer ${event.pointer}`)
  if (event.answer === 'retry') {
    setPhase(state, pointer, 'inside')
    pushReady(state, pointer)
  } else leave(state, pointer, 'next', event.answer === 'skip' ? pointer.value : (event.value ?? null))
}
