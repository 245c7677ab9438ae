import {
  type CompiledFlow,
  newRun,
  type Pointer,
  type RunEvent,
  type RunState,
  stepPath,
  transition,
} from '#shared/run'

/** What a journal says about its steps, each named by its key: `runId:block:path:visit`. */
export type Account = {
  state: RunState
  /** attempts that were begun */
  starts: ReadonlyMap<string, number>
  /** attempts that came to an end that counts */
  results: ReadonlyMap<string, number>
  /** failed attempts of steps that live */
  failures: ReadonlyMap<string, number>
  /** attempts that were under way at its end */
  underWay: ReadonlySet<string>
  /** attempts that began and came to no end that counts: under way, cut off, dropped, or answered for */
  open: ReadonlySet<string>
  /** times that a person said: again */
  retries: ReadonlyMap<string, number>
}

/** The key that design page 2 gives a step; made here, so that the engine's own maker is held to it. */
export const keyOf = (runId: string, pointer: Pointer, visit = pointer.visit): string =>
  `${runId}:${pointer.block.id}:${stepPath(pointer)}:${visit}`

/** The account of a run and of those that it called: its own state, everybody's steps. */
export function together(own: Account, others: readonly Account[]): Account {
  const all = [own, ...others]
  const joined = <K extends 'starts' | 'results' | 'failures' | 'retries'>(kind: K) =>
    new Map(all.flatMap((account) => [...account[kind]]))
  const either = (kind: 'underWay' | 'open') => new Set(all.flatMap((account) => [...account[kind]]))
  return {
    state: own.state,
    starts: joined('starts'),
    results: joined('results'),
    failures: joined('failures'),
    retries: joined('retries'),
    underWay: either('underWay'),
    open: either('open'),
  }
}

/** Folds a journal and counts on the way. */
export function accountOf(runId: string, flow: CompiledFlow, events: readonly RunEvent[]): Account {
  const state = newRun(flow)
  const starts = new Map<string, number>()
  const results = new Map<string, number>()
  const retries = new Map<string, number>()
  const open = new Set<string>()
  const add = (to: Map<string, number>, key: string) => void to.set(key, (to.get(key) ?? 0) + 1)
  for (const event of events) {
    const pointer = 'pointer' in event && event.pointer !== undefined ? find(state, event.pointer) : undefined
    const before = pointer && pointer.visit >= 0 ? keyOf(runId, pointer) : null
    transition(state, event)
    if (event.kind === 'started' && pointer) {
      add(starts, keyOf(runId, pointer, event.visit))
      open.add(keyOf(runId, pointer, event.visit))
    }
    if ((event.kind === 'ended' || event.kind === 'failed') && before) {
      add(results, before)
      open.delete(before)
    }
    if (event.kind === 'answered' && event.answer === 'retry' && before) add(retries, before)
  }
  const failures = new Map<string, number>()
  const underWay = new Set<string>()
  for (const pointer of alive(state)) {
    if (pointer.visit < 0) continue
    failures.set(keyOf(runId, pointer), pointer.failures)
    if (pointer.phase === 'running' || pointer.phase === 'asking') underWay.add(keyOf(runId, pointer))
  }
  return { state, starts, results, failures, underWay, open, retries }
}

const find = (state: RunState, n: number): Pointer | undefined => {
  const held = state.held.get(n)
  if (held) return held
  for (let one = state.ready.head; one; one = one.behind) if (one.n === n) return one
  return undefined
}

function* alive(state: RunState): Generator<Pointer> {
  yield* state.held.values()
  for (let one = state.ready.head; one; one = one.behind) if (one.phase === 'ready') yield one
}
