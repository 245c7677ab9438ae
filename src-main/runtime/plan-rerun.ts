import { AppError } from '#shared/error'
import type { FlowDocument, Json } from '#shared/flow'
import {
  blocksMissing,
  isOver,
  type RecordedState,
  type RerunFrom,
  type RunEvent,
  stateAtBlock,
  stateBeforeFailure,
  withChanges,
} from '#shared/run'
import { hatsThatFire } from './hats-that-fire.ts'
import type { Opening, Ordered } from './open-run.ts'
import type { RunRow } from './ports.ts'
import type { PreparedFlow } from './prepared-flow.ts'

/** How a run is done again. */
export type Rerun = {
  /** at the hats, at all that was alive when it failed, or at a block (id or name) */
  from: RerunFrom
  /** in place of what started it, or of what arrived at the block */
  input?: Json
  variables?: Readonly<Record<string, Json>>
  /** in place of the version that it ran with */
  version?: { versionId: string; document: FlowDocument }
}

/** The run that is done again, with the flow as it was then and as it is to be run now. */
export type Origin = {
  row: RunRow
  events: readonly RunEvent[]
  was: PreparedFlow
  flow: PreparedFlow
  versionId: string
}

/**
 * A run that does another one again.
 * @param seed of its dice, where it is a run of its own
 * @throws AppError `run.did-not-fail`, `run.block-not-reached`, `run.version-differs`, `run.cannot-change`
 */
export function planRerun(origin: Origin, rerun: Rerun, seed: number): Opening {
  const { row, flow, versionId } = origin
  const before = orderOf(origin)
  const { input, variables } = rerun
  const asBefore: Ordered = {
    flowId: row.flowId,
    versionId,
    trigger: row.trigger,
    hats: [],
    seed,
    origin: { runId: row.id, from: rerun.from },
  }
  if (rerun.from === 'start') {
    const trigger = input === undefined ? row.trigger : { ...row.trigger, value: input }
    const given = { ...before.variables, ...variables }
    return {
      flow,
      ordered: {
        ...asBefore,
        trigger,
        hats: hatsThatFire(flow, row.trigger.type === 'start/manual' ? undefined : row.trigger),
        ...(before.sample && input === undefined && { sample: true as const }),
        ...(Object.keys(given).length > 0 && { variables: given }),
      },
    }
  }
  if (rerun.from === 'failed') {
    if (input !== undefined) throw cannotChange()
    const state = fitting(origin, withChanges(failedState(origin), { variables }))
    // its steps are those of the run before: they keep their keys and their dice
    return {
      flow,
      ordered: { ...asBefore, state, seed: before.seed, keysOf: before.keysOf ?? row.id },
    }
  }
  const block = namedBlock(origin, rerun.from.block)
  const state = fitting(origin, withChanges(blockState(origin, block), { input, variables }))
  return { flow, ordered: { ...asBefore, origin: { runId: row.id, from: { block: block.id } }, state } }
}

function orderOf({ row, events }: Origin): Extract<RunEvent, { kind: 'ordered' }> {
  const first = events[0]
  if (first?.kind === 'ordered') return first
  throw new AppError({
    code: 'run.pruned',
    message: `What the run ${row.id} did is no longer kept, so it cannot be done again.`,
    fix: 'Run the flow anew. How long runs are kept is a setting of the flow ("keepRuns").',
    details: { run: row.id },
  })
}

function failedState({ row, events, was }: Origin): RecordedState {
  const state = stateBeforeFailure(was, events)
  if (state) return state
  throw new AppError({
    code: 'run.did-not-fail',
    message: `The run ${row.id} did not fail: it is ${row.status}, so there is no failed step to go on from.`,
    fix: 'Do it again from the start, or from a block.',
    details: { run: row.id },
  })
}

type Named = { id: string; name: string }

function namedBlock({ was }: Origin, word: string): Named {
  const block = was.byId.get(word) ?? was.byName.get(word)
  if (block) return block
  throw new AppError({
    code: 'run.no-such-block',
    message: `The flow that ran has no block "${word.slice(0, 100)}".`,
    fix: 'Give the name or the id of one of its blocks.',
  })
}

function blockState({ row, events, was }: Origin, { id, name }: Named): RecordedState {
  const state = stateAtBlock(was, events, id)
  if (state) return state
  throw new AppError({
    code: 'run.block-not-reached',
    message: `The run ${row.id} made no step at "${name}" that it could go on from.`,
    fix: 'Choose a block that it went through.',
    details: { run: row.id, block: id },
  })
}

/** @throws AppError `run.version-differs` when the flow now lacks what the state stands on */
function fitting({ row, was, flow }: Origin, state: RecordedState): RecordedState {
  const missing = blocksMissing(flow, state)
  if (missing.length === 0) return state
  const names = missing.map((id) => `"${was.byId.get(id)?.name ?? id}"`).join(', ')
  throw new AppError({
    code: 'run.version-differs',
    message: `The newest version of "${row.flowName}" no longer has ${names} where this run would go on.`,
    fix: 'Do it again with the version that it ran with, or from the start.',
    details: { run: row.id, blocks: missing },
  })
}

const cannotChange = (): AppError =>
  new AppError({
    code: 'run.cannot-change',
    message: 'A retry from the failed step keeps all values as they were.',
    fix: 'To change what arrives, do the run again from that block.',
  })

/** @throws AppError `run.not-over` */
export function checkOver(row: RunRow): void {
  if (isOver(row.status)) return
  throw new AppError({
    code: 'run.not-over',
    message: `The run ${row.id} is not over yet: it is ${row.status}.`,
    fix:
      row.status === 'interrupted'
        ? 'Answer what it asks, or cancel it first.'
        : 'Wait for its end, or cancel it first.',
    details: { run: row.id },
  })
}
