import { leave, newScope } from './moves.ts'
import { setPhase } from './phase.ts'
import { pushReady } from './pointer-queue.ts'
import type { Question } from './question.ts'
import { linkKey } from './record-state.ts'
import type { RecordedPasses, RecordedPointer, RecordedScope, RecordedState } from './recorded-state.ts'
import type { CompiledBlock, CompiledFlow, Passes, Pointer, RunState, Scope } from './run-state.ts'
import { arrive, comes } from './waiting-joins.ts'

/** The blocks that a recorded state needs and that a flow does not have in the same place; none: it can go on. */
export function blocksMissing(flow: CompiledFlow, { root }: RecordedState): string[] {
  return missingIn(flow, root, 0)
}

function missingIn(flow: CompiledFlow, scope: RecordedScope, level: number): string[] {
  return scope.pointers.flatMap((pointer) => {
    const block = flow.byId.get(pointer.block)
    if (!block || block.level !== level || block.block.options?.disabled) return [pointer.block]
    return (pointer.scopes ?? []).flatMap((inner) =>
      block.mouths.some(({ name }) => name === inner.mouth)
        ? missingIn(flow, inner, block.inside)
        : [pointer.block],
    )
  })
}

/**
 * Gives a run that has just begun the state another one was in. Steps that had begun keep their visit, and with
 * it their idempotency key; in this run they are steps of its own.
 * @throws Error when the flow lacks a block: `blocksMissing` was not asked
 */
export function revive(state: RunState, recorded: RecordedState): void {
  const made = new Map<number, Pointer>()
  const links = new Map(state.flow.document.links.map((link, place) => [linkKey(link), place]))
  fill(state, state.root, recorded.root, { made, links })
  state.nextPointer = recorded.nextPointer
  for (const n of recorded.ready) if (n !== recorded.done?.pointer) pushReady(state, pointerOf(made, n))
  const { done } = recorded
  if (!done) return
  const pointer = pointerOf(made, done.pointer)
  beginAgain(state, pointer)
  pointer.phase = 'inside'
  leave(state, pointer, done.out ?? 'next', done.value)
}

type Way = { made: Map<number, Pointer>; links: ReadonlyMap<string, number> }

function pointerOf(made: ReadonlyMap<number, Pointer>, n: number): Pointer {
  const pointer = made.get(n)
  if (!pointer) throw new Error(`the recorded state has no pointer ${n}`)
  return pointer
}

function blockOf(flow: CompiledFlow, id: string): CompiledBlock {
  const block = flow.byId.get(id)
  if (!block) throw new Error(`the flow has no block ${id}`)
  return block
}

function fill(state: RunState, scope: Scope, recorded: RecordedScope, way: Way): void {
  const here = (id: string): CompiledBlock | undefined => {
    const block = state.flow.byId.get(id)
    return block?.level === scope.level ? block : undefined
  }
  scope.last = recorded.last
  if (recorded.vars) scope.vars = new Map(recorded.vars)
  for (const [id, value] of Object.entries(recorded.left)) {
    const block = here(id)
    if (block) scope.left[block.slot] = value
  }
  for (const [id, count] of Object.entries(recorded.visits)) {
    const block = here(id)
    if (block) scope.visits[block.slot] = count
  }
  const passed = recorded.passedJoins?.flatMap((id) => here(id)?.slot ?? [])
  if (passed) scope.passedJoins = new Set(passed)
  for (const pointer of recorded.pointers) place(state, scope, pointer, way)
}

function place(state: RunState, scope: Scope, recorded: RecordedPointer, way: Way): void {
  const pointer = newPointer(state, scope, recorded, way)
  if (scope.newest) scope.newest.after = pointer
  else scope.first = pointer
  scope.newest = pointer
  scope.alive++
  if (scope.joins) comes(scope.joins, pointer)
  way.made.set(pointer.n, pointer)
  const { phase } = recorded
  if (phase === 'ready') {
    if (pointer.visit >= 0) {
      state.revived ??= new Set()
      state.revived.add(pointer)
    }
    return
  }
  if (phase === 'joining') {
    arrive(state, pointer)
    return
  }
  setPhase(state, pointer, phase)
  beginAgain(state, pointer)
  if (pointer.question && !pointer.question.reply) state.questions.set(pointer.n, pointer)
  if (phase === 'waiting') state.commands.push({ do: 'wait', pointer })
  if (phase === 'waiting' && state.watcher) state.watcher.stepIs(pointer, 'waiting')
  if (phase === 'checking') state.commands.push({ do: 'check', pointer })
  if (phase === 'passing') state.commands.push({ do: 'pass', pointer })
  for (const inner of recorded.scopes?.toReversed() ?? []) open(state, pointer, inner, way)
}

function newPointer(state: RunState, scope: Scope, recorded: RecordedPointer, { links }: Way): Pointer {
  const { n, value, visit, config, waitMs = 0, passes, link, question } = recorded
  return {
    n,
    block: blockOf(state.flow, recorded.block),
    scope,
    value,
    link: link === undefined ? -1 : (links.get(link) ?? -1),
    phase: 'gone',
    visit,
    attempt: 0,
    failures: 0,
    config: config ?? null,
    secrets: null,
    startedAt: state.now,
    due: waitMs > 0 ? state.now + waitMs : 0,
    waitMs,
    passes: passes ? passesFrom(passes) : null,
    call: null,
    question: question ? questionFrom(question, state.now) : null,
    openScope: null,
    before: scope.newest,
    after: null,
    behind: null,
  }
}

const questionFrom = (
  { leftMs, ...question }: NonNullable<RecordedPointer['question']>,
  now: number,
): Question => ({ ...question, due: leftMs === undefined ? 0 : now + leftMs })

const passesFrom = ({ list, results, ...rest }: RecordedPasses): Passes => ({
  ...rest,
  list: list ?? null,
  results: results ? results.map((one) => one[0]) : null,
})

function open(state: RunState, owner: Pointer, recorded: RecordedScope, way: Way): void {
  const { block } = owner
  const mouth = block.mouths.findIndex(({ name }) => name === recorded.mouth)
  if (mouth < 0) throw new Error(`${block.id} has no mouth ${recorded.mouth}`)
  const size = state.flow.levels[block.inside] as number
  const { index, item, last } = recorded
  const scope = newScope(owner.scope, owner, block.inside, size, mouth, index, item, last)
  scope.afterOpen = owner.openScope
  if (owner.openScope) owner.openScope.beforeOpen = scope
  owner.openScope = scope
  fill(state, scope, recorded, way)
}

/** A step of the run before is a step of this run too, from now on. */
export function beginAgain(state: RunState, pointer: Pointer): void {
  state.revived?.delete(pointer)
  pointer.startedAt = state.now
  state.steps++
  if (state.watcher) state.watcher.stepStarted(pointer)
}
