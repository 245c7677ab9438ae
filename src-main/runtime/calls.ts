import { AppError, type AppErrorShape } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { isOver, liveHats, MOST_DEEP, type Pointer, stepError } from '#shared/run'
import type { LiveRun } from './live-run.ts'
import type { LiveRuns } from './live-runs.ts'
import type { Opening } from './open-run.ts'
import type { RunRow } from './ports.ts'
import type { PreparedFlow } from './prepared-flow.ts'
import { hostStops } from './run-errors.ts'

/** What the row of a call says of the run it is about to start. */
export type CallPlan = { child: string; flowId: string; versionId: string }

/** What a run needs so that its steps can call other flows. */
export type CallHost = {
  /** @throws AppError `call.*`, `flow.has-problems`: nothing was called */
  plan(config: JsonObject): CallPlan
  /** sees to it that the run is under way, and brings its end; may be asked again after a restart */
  begin(pointer: Pointer): void
  /** the step was dropped */
  hangUp(pointer: Pointer): void
}

type Caller = { run: LiveRun; pointer: Pointer }

/**
 * Runs that steps of other runs called.
 *
 * - The caller's row names the child before the child is there, and is given to the journal first: whenever the
 *   machine dies, the child is found by that id or started under it, never twice.
 * - A child's end is told to the step that waits for it in this host; what it gave is read from its row.
 */
export class Calls {
  readonly #runs: LiveRuns
  /** by the child's id */
  readonly #callers = new Map<string, Caller>()

  constructor(runs: LiveRuns) {
    this.#runs = runs
  }

  hostOf(run: () => LiveRun): CallHost {
    return {
      plan: (config) => this.#plan(run(), config),
      begin: (pointer) => this.#begin(run(), pointer),
      hangUp: (pointer) => this.#hangUp(pointer),
    }
  }

  #plan({ loop }: LiveRun, { flow: flowId }: JsonObject): CallPlan {
    const { versions, ids } = this.#runs.parts
    if (depthOf(loop.state.order) >= MOST_DEEP) throw tooDeep()
    const id = String(flowId ?? '')
    const versionId = versions.newest(id)
    if (versionId === undefined) throw noFlow(id, versions.deletedName?.(id))
    calledHat(this.#prepared(versionId))
    return { child: ids.next('run'), flowId: id, versionId }
  }

  #prepared(versionId: string): PreparedFlow {
    const document = this.#runs.parts.versions.load(versionId)
    if (!document) throw noFlow(versionId)
    return this.#runs.prepared(versionId, document)
  }

  #begin(run: LiveRun, pointer: Pointer): void {
    const { call } = pointer
    if (!call) throw new Error(`pointer ${pointer.n} called nothing`)
    this.#callers.set(call.runId, { run, pointer })
    const row = this.#runs.get(call.runId) ?? this.#runs.parts.journal.get(call.runId)
    if (row && isOver(row.status)) this.over(row)
    else if (!row) this.#start(run, pointer)
    else if (!this.#runs.find(call.runId)) this.#takeUp(call.runId)
  }

  /** A child that cannot be taken up leaves its parent waiting. */
  #takeUp(child: string): void {
    try {
      this.#runs.adopt(child)
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
    }
  }

  #start(run: LiveRun, pointer: Pointer): void {
    run.loop.notes.handOver()
    try {
      this.#runs.openChild(pointer.call?.runId ?? '', this.#openingOf(run, pointer))
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      this.#answer(pointer.call?.runId ?? '', { error: thrown.toJSON() })
    }
  }

  #openingOf({ loop, row }: LiveRun, pointer: Pointer): Opening {
    const { call } = pointer
    if (!call) throw new Error(`pointer ${pointer.n} called nothing`)
    const { clock, dice } = this.#runs.parts
    const flow = this.#prepared(call.versionId)
    const hat = calledHat(flow)
    const { flowId, versionId, step, into } = call
    const value = pointer.config?.input ?? null
    const ordered: Opening['ordered'] = {
      ...{ flowId, versionId, hats: [hat], seed: dice.seed() },
      trigger: { type: 'start/called', block: hat, at: clock.now(), value },
      parent: { runId: row.id, step, depth: depthOf(loop.state.order) + 1 },
      ...(into && { paused: true as const }),
    }
    return { flow, ordered }
  }

  /** A run is over: the step that waits for it goes on. */
  over(row: RunRow): void {
    if (row.status === 'succeeded') this.#answer(row.id, { value: row.output ?? null })
    else this.#answer(row.id, { error: childEnded(row) })
  }

  #answer(child: string, what: { value: Json } | { error: AppErrorShape }): void {
    const caller = this.#callers.get(child)
    if (!caller) return
    this.#callers.delete(child)
    const { run, pointer } = caller
    const { loop } = run
    // like any failure of a step it names the block it came from
    const told = 'error' in what ? { error: stepError(pointer.block, AppError.from(what.error)) } : what
    const note = () => {
      if (pointer.phase !== 'calling') return
      const at = this.#runs.parts.clock.now()
      loop.notes.note({ seq: loop.state.seq, at, kind: 'returned', pointer: pointer.n, ...told })
    }
    loop.inTurn(note, hostStops).catch(() => {}) // the host leaves: the next one asks again
  }

  #hangUp({ call }: Pointer): void {
    if (!call) return
    this.#callers.delete(call.runId)
    if (this.#runs.get(call.runId) ?? this.#runs.parts.journal.get(call.runId)) this.#runs.cancel(call.runId)
  }

  /** After a crash: a child whose caller is over, or went on without it, is cancelled too. */
  cancelOrphans(): void {
    for (const row of this.#runs.alive()) {
      if (row.parent && !this.#isWaitedFor(row.parent.runId, row.id)) this.#runs.cancel(row.id)
    }
  }

  #isWaitedFor(parentId: string, child: string): boolean {
    const parent = this.#runs.find(parentId)
    if (!parent) return !isOver(this.#runs.parts.journal.get(parentId)?.status ?? 'cancelled')
    for (const pointer of parent.loop.state.held.values()) if (pointer.call?.runId === child) return true
    return false
  }
}

const depthOf = (order: { parent?: { depth: number } } | null): number => order?.parent?.depth ?? 0

/** @returns the id of the block that a called flow starts with */
function calledHat(flow: PreparedFlow): string {
  const hat = liveHats(flow).find(({ block }) => block.type === 'start/called')
  if (hat) return hat.id
  throw new AppError({
    code: 'call.no-start',
    message: `"${flow.document.name}" cannot be called: it has no block "When called".`,
    fix: 'Begin it with "When called", save it, and call it again.',
  })
}

/** @param deleted its name, where it can be brought back */
const noFlow = (id: string, deleted?: string): AppError =>
  new AppError({
    code: 'call.no-flow',
    ...(deleted === undefined
      ? {
          message: `There is no saved flow ${id.slice(0, 100) || 'to call'}.`,
          fix: 'Choose the flow to call, and save it once.',
        }
      : {
          message: `The flow "${deleted}" that is called here was deleted.`,
          fix: 'Bring it back from the deleted flows, or choose another flow to call.',
        }),
    details: { flow: id.slice(0, 100) },
  })

const tooDeep = (): AppError =>
  new AppError({
    code: 'call.too-deep',
    message: `Flows called one another ${MOST_DEEP} deep: one of them probably calls itself for ever.`,
    fix: 'Let the flow that calls itself come to an end, or use a loop.',
  })

function childEnded({ id, status, flowName, error }: RunRow): AppErrorShape {
  const details = { run: id, ...(error && { error }) }
  if (status === 'cancelled')
    return {
      code: 'child.cancelled',
      message: `The flow "${flowName}" that was called was cancelled.`,
      details,
    }
  return {
    code: 'child.failed',
    message: `The flow "${flowName}" that was called failed: ${error?.message ?? 'it did not say why.'}`,
    ...(error?.fix && { fix: error.fix }),
    details,
  }
}
