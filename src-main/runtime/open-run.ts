import type { RunEvent } from '#shared/run'
import { readBreakpoints } from './breakpoints.ts'
import { hatsThatFire } from './hats-that-fire.ts'
import type { RunRow } from './ports.ts'
import type { PreparedFlow } from './prepared-flow.ts'
import type { RunOrder } from './runtime.ts'

/** All that a run's first row says. */
export type Ordered = Omit<Extract<RunEvent, { kind: 'ordered' }>, 'seq' | 'at' | 'kind'>
/** A run that is about to be put into the journal. */
export type Opening = { readonly flow: PreparedFlow; readonly ordered: Ordered }

/** A run as it was ordered. @throws AppError `flow.no-start`, those of breakpoints */
export function openingOf(flow: PreparedFlow, order: RunOrder, at: number, seed: number): Opening {
  const { flowId, versionId, variables } = order
  const hats = hatsThatFire(flow, order.trigger)
  const value = order.input ?? null
  const trigger = order.trigger ?? { type: 'start/manual', block: hats[0] as string, at, value }
  const breakpoints = readBreakpoints(flow, order.breakpoints ?? [])
  const sample = order.trigger === undefined && order.input === undefined
  const ordered: Ordered = {
    flowId,
    versionId,
    trigger,
    hats,
    seed,
    ...(sample && { sample: true as const }),
    ...(variables && { variables }),
    ...(breakpoints.length > 0 && { breakpoints }),
    ...(order.due !== undefined && { due: order.due, waitMs: Math.max(0, order.due - at) }),
    ...(order.pace && { pace: order.pace }),
  }
  return { flow, ordered }
}

/** The row of a run that nothing has happened to yet. */
export const newRow = (id: string, at: number, { flow, ordered }: Opening): RunRow => ({
  id,
  flowId: ordered.flowId,
  flowName: flow.document.name,
  versionId: ordered.versionId,
  status: 'queued',
  trigger: ordered.trigger,
  queuedAt: at,
  ...(ordered.due !== undefined && { startsAt: ordered.due }),
  startedAt: null,
  endedAt: null,
  steps: 0,
  ...(ordered.origin && { origin: ordered.origin }),
  ...(ordered.attempt && { attempt: ordered.attempt }),
  ...(ordered.parent && { parent: { runId: ordered.parent.runId, step: ordered.parent.step } }),
})
