import type { Json } from '#shared/flow'
import type { Question } from './question.ts'
import type { RecordedPasses, RecordedPointer, RecordedScope, RecordedState } from './recorded-state.ts'
import type { CompiledFlow, Passes, Pointer, RunState, Scope } from './run-state.ts'

type Way = { readonly flow: CompiledFlow; readonly now: number; readonly only?: ReadonlySet<Pointer> }

/**
 * All that lives in a run. Attempts under way are ready again, before all that waits for its turn.
 * @param now ms since the epoch: what is left of waits counts from there
 */
export function recordAll(state: RunState, now: number): RecordedState {
  const underWay = [...state.held.values()].filter((pointer) => phaseOf(pointer) === 'ready')
  const ready = underWay.map(({ n }) => n)
  for (let one = state.ready.head; one; one = one.behind) if (one.phase === 'ready') ready.push(one.n)
  const root = recordScope(state.root, { flow: state.flow, now })
  return { nextPointer: state.nextPointer, root, ready }
}

/** One pointer alone, with the C-blocks that it is in; what ran beside it is left out. */
export function recordAlone(state: RunState, pointer: Pointer): RecordedState {
  const only = new Set<Pointer>([pointer])
  for (let { owner } = pointer.scope; owner; owner = owner.scope.owner) only.add(owner)
  const root = recordScope(state.root, { flow: state.flow, now: state.now, only }, pointer)
  return { nextPointer: state.nextPointer, root, ready: [pointer.n] }
}

function recordScope(scope: Scope, way: Way, chosen?: Pointer): RecordedScope {
  const pointers: RecordedPointer[] = []
  for (let one = scope.first; one; one = one.after)
    if (!way.only || way.only.has(one)) pointers.push(recordPointer(one, way, chosen))
  const { owner, mouth, index, item, last, vars, passedJoins } = scope
  return {
    mouth: owner?.block.mouths[mouth]?.name ?? '',
    index,
    ...(item !== undefined && { item }),
    last,
    ...(vars && { vars: [...vars] }),
    ...countsOf(scope, way),
    ...(passedJoins && { passedJoins: idsOf(scope, way, (slot) => passedJoins.has(slot)) }),
    pointers,
  }
}

function countsOf({ level, left, visits }: Scope, { flow }: Way): Pick<RecordedScope, 'left' | 'visits'> {
  const values: Record<string, Json> = {}
  const counts: Record<string, number> = {}
  for (const block of flow.blocks) {
    if (block.level !== level) continue
    const value = left[block.slot]
    const count = visits[block.slot]
    if (value !== undefined) values[block.id] = value
    if (count) counts[block.id] = count
  }
  return { left: values, visits: counts }
}

const idsOf = ({ level }: Scope, { flow }: Way, has: (slot: number) => boolean): string[] =>
  flow.blocks.filter((block) => block.level === level && has(block.slot)).map(({ id }) => id)

function recordPointer(pointer: Pointer, way: Way, chosen?: Pointer): RecordedPointer {
  const { n, block, value, visit, config, passes, question } = pointer
  const phase = pointer === chosen ? 'ready' : phaseOf(pointer)
  const link = way.flow.document.links[pointer.link]
  const scopes = pointer === chosen ? [] : openScopes(pointer, way)
  return {
    n,
    block: block.id,
    value,
    ...(link && { link: linkKey(link) }),
    phase,
    visit,
    ...(phase === 'joining' && config && { config }),
    ...(phase === 'waiting' && { waitMs: Math.min(pointer.waitMs, Math.max(0, pointer.due - way.now)) }),
    ...(passes && phase !== 'ready' && { passes: recordPasses(passes, pointer, way) }),
    ...(question && phase === 'inside' && { question: recordQuestion(question, way.now) }),
    ...(scopes.length > 0 && { scopes: scopes.map((scope) => recordScope(scope, way, chosen)) }),
  }
}

const recordQuestion = ({ due, ...question }: Question, now: number): RecordedPointer['question'] => ({
  ...question,
  ...(due > 0 && { leftMs: Math.max(1, due - now) }),
})

export const linkKey = (link: { from: string; out: string; to: string }): string =>
  `${link.from}|${link.out}|${link.to}`

/** A wait goes on with what is left of it; attempts and their waits begin anew, and who waits for an answer asks again. */
function phaseOf({ phase, block }: Pointer): RecordedPointer['phase'] {
  if (phase === 'waiting') return block.block.type === 'control/wait' ? 'waiting' : 'ready'
  if (phase === 'inside' || phase === 'joining' || phase === 'checking' || phase === 'passing') return phase
  return 'ready'
}

/** The scopes of a C-block that are recorded. */
function openScopes(pointer: Pointer, { only }: Way): Scope[] {
  const found: Scope[] = []
  for (let open = pointer.openScope; open; open = open.afterOpen)
    if (!only || holds(open, only)) found.push(open)
  return found
}

function holds(scope: Scope, only: ReadonlySet<Pointer>): boolean {
  for (let one = scope.first; one; one = one.after) if (only.has(one)) return true
  return false
}

function recordPasses(passes: Passes, pointer: Pointer, way: Way): RecordedPasses {
  const { total, next, open, width, value, list, results, left } = passes
  const shared = { total, next, width, value, left, ...(list && { list }) }
  if (!results) return { ...shared, open }
  const alone = way.only ? openScopes(pointer, way)[0] : undefined
  const kept = results.map((one) => (one === undefined ? ([] as const) : ([one] as const)))
  if (!alone) return { ...shared, open, results: kept }
  return { ...shared, open: 1, results: withoutOthers(kept, alone, next) }
}

/** Passes that were open beside the chosen one and are left out have nothing as their result. */
function withoutOthers(
  kept: readonly (readonly [] | readonly [Json])[],
  alone: Scope,
  next: number,
): NonNullable<RecordedPasses['results']> {
  const own = alone.index >= 0 ? alone.index : alone.mouth
  return Array.from({ length: Math.max(kept.length, next) }, (_, i) =>
    i === own ? [] : kept[i]?.length ? kept[i] : [null],
  )
}
