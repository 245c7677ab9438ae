import type { Json } from '#shared/flow'
import type { Pausing } from './breakpoint.ts'
import type { Pointer, RunState, Scope } from './run-state.ts'

/** A run's state as plain values, for comparing two of them and for looking at one. */
export const pictureOf = (state: RunState): unknown => ({
  status: state.status,
  seq: state.seq,
  steps: state.steps,
  passes: state.passes,
  nextPointer: state.nextPointer,
  counts: [state.ready.length, state.busy, state.waiting, state.asking, state.joining],
  ready: queueOf(state),
  held: [...state.held.keys()],
  ...(state.questions.size > 0 && { questions: [...state.questions.keys()] }),
  times: [state.startedAt, state.endedAt, state.ranMs, state.runningSince],
  output: state.output,
  error: state.error,
  pausing: state.pausing && pausingPicture(state.pausing),
  root: scopePicture(state.root),
})

function pausingPicture({ points, at, looking, plan, ...rest }: Pausing): unknown {
  const place = plan && { how: plan.how, to: plan.to, from: plan.from?.n, scope: plan.scope?.level }
  return { ...rest, points: [...points], at: at?.n, looking: looking?.n, plan: place }
}

function queueOf(state: RunState): number[] {
  const numbers: number[] = []
  for (let one = state.ready.head; one; one = one.behind) if (one.phase === 'ready') numbers.push(one.n)
  return numbers
}

function scopePicture(scope: Scope): unknown {
  const pointers: unknown[] = []
  for (let pointer = scope.first; pointer; pointer = pointer.after) pointers.push(pointerPicture(pointer))
  return {
    place: [scope.level, scope.mouth, scope.index, scope.item as Json],
    alive: scope.alive,
    last: scope.last,
    vars: scope.vars && [...scope.vars],
    left: [...scope.left],
    visits: [...scope.visits],
    pointers,
  }
}

function pointerPicture(pointer: Pointer): unknown {
  const scopes: unknown[] = []
  for (let open = pointer.openScope; open; open = open.afterOpen) scopes.push(scopePicture(open))
  return {
    n: pointer.n,
    block: pointer.block.id,
    phase: pointer.phase,
    value: pointer.value,
    step: [pointer.visit, pointer.attempt, pointer.failures, pointer.startedAt],
    wait: [pointer.due, pointer.waitMs],
    config: pointer.config,
    secrets: pointer.secrets,
    call: pointer.call,
    ...(pointer.question && { question: { ...pointer.question } }),
    passes: pointer.passes && { ...pointer.passes, results: pointer.passes.results?.slice() },
    scopes,
  }
}
