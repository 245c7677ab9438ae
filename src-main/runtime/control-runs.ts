import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import {
  type Breakpoint,
  checkChange,
  isOver,
  type RunEvent,
  type RunState,
  type StepHow,
  scopeOfVariable,
  standsAt,
} from '#shared/run'
import { namedBlock, readBreakpoints } from './breakpoints.ts'
import type { LiveRun } from './live-run.ts'
import type { LiveRuns } from './live-runs.ts'
import { hostStops, notFound } from './run-errors.ts'

/** over, into, out; or on to a block, by id or name. */
export type StepOrder = { how: StepHow } | { to: string }
/** A variable, or what arrived at a pointer: the one given, else the one the run stands at. */
export type DataChange = { pointer?: number; variable?: string; value: Json }

/**
 * A person's hand on a living run. Each answer comes when what was asked is on disk.
 * All throw AppError `run.not-found`, `run.is-over`, `run.not-running`, or why the disk refuses.
 */
export type RunControl = {
  /** holds what is ready; steps under way may end */
  pause(runId: string): Promise<void>
  /** @throws AppError `run.not-paused` */
  continue(runId: string): Promise<void>
  /** @throws AppError `run.not-paused`, `breakpoint.unknown-block` */
  step(runId: string, order: StepOrder): Promise<void>
  /** @throws AppError `run.not-paused`, `pointer.not-found`, `run.cannot-change` */
  change(runId: string, change: DataChange): Promise<void>
  /** in place of those before. @throws AppError `breakpoint.unknown-block`, `expression.syntax` */
  breakpoints(runId: string, points: readonly Breakpoint[]): Promise<void>
}

type Note = DistributiveOmit<RunEvent, 'seq' | 'at'>
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

export function controlRuns(runs: LiveRuns): RunControl {
  const { clock, journal, evaluator, kept } = runs.parts

  /** Does something in the run's own turn, and puts it on disk. */
  const inTurn = async (id: string, work: (run: LiveRun, note: (event: Note) => void) => void) => {
    const run = runs.find(id)
    if (!run) throw journal.get(id) ? notAlive(id, journal.get(id)?.status) : notFound(id)
    const { loop } = run
    await loop.inTurn(() => {
      if (isOver(loop.state.status)) throw notAlive(id, loop.state.status)
      work(run, (event) => loop.notes.note({ ...event, seq: loop.state.seq, at: clock.now() } as RunEvent))
    }, hostStops)
    await journal.flush()
  }

  return {
    pause: (id) => inTurn(id, (_, note) => note({ kind: 'paused' })),
    continue: (id) =>
      inTurn(id, ({ loop }, note) => {
        checkPaused(loop.state)
        note({ kind: 'continued' })
      }),
    step: (id, order) =>
      inTurn(id, ({ loop }, note) => {
        checkPaused(loop.state)
        if ('to' in order) note({ kind: 'stepped', how: 'to', to: namedBlock(loop.flow, order.to).id })
        else note({ kind: 'stepped', how: order.how })
      }),
    change: (id, { pointer, variable, value }) =>
      inTurn(id, ({ loop, row }, note) => {
        const { state } = loop
        const at = pointer ?? standsAt(state)?.n
        const about = {
          ...(at !== undefined && { pointer: at }),
          ...(variable !== undefined && { variable }),
        }
        checkChange(state, about)
        note({ kind: 'changed', ...about, value })
        if (variable !== undefined && isKept(state, at, variable))
          kept.set(row.flowId, variable, loop.notes.mask(value))
      }),
    async breakpoints(id, points) {
      if (points.length > 0) await evaluator.ready()
      await inTurn(id, ({ loop }, note) =>
        note({ kind: 'breakpoints', points: readBreakpoints(loop.flow, points) }),
      )
    },
  }
}

/** Whether the variable that was changed is one the flow keeps. */
function isKept(state: RunState, at: number | undefined, name: string): boolean {
  if (!state.flow.document.variables?.some((one) => one.name === name && one.keep)) return false
  const stands = standsAt(state)
  const scope = stands?.n === at && stands ? scopeOfVariable(stands.scope, name) : state.root
  return scope === state.root
}

function checkPaused(state: RunState): void {
  if (state.pausing?.paused) return
  throw new AppError({
    code: 'run.not-paused',
    message: 'The run is not paused.',
    fix: 'Pause it first, or give it a breakpoint.',
  })
}

function notAlive(id: string, status: RunState['status'] | undefined): AppError {
  const over = status !== undefined && isOver(status)
  return new AppError({
    code: over ? 'run.is-over' : 'run.not-running',
    message: over ? `The run ${id} is over: it is ${status}.` : `The run ${id} is not alive here.`,
    fix: over ? 'Run the flow again.' : 'Start Blockloom: it takes up the runs that were left.',
    details: { run: id },
  })
}
