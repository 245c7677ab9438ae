import { checkCatalogOf } from '#shared/block'
import { AppError, type AppErrorShape } from '#shared/error'
import { type CheckCatalog, checkFlow, type FlowDocument, type JsonObject } from '#shared/flow'
import {
  isOver,
  liveHats,
  newRun,
  owedCommands,
  type RunEvent,
  type RunState,
  replay,
  type Trigger,
} from '#shared/run'
import type { RunRow } from './ports.ts'
import { type PreparedFlow, prepareFlow } from './prepared-flow.ts'
import { anyAttempt, riskyAttempts } from './recover.ts'
import { RunLoop } from './run-loop.ts'
import { type QueuedRun, RunQueue } from './run-queue.ts'
import type { RunOrder, RuntimeParts } from './runtime.ts'
import { Turns } from './turns.ts'

/** Runs at once, all flows together. */
const RUNNING = 8
/** Versions kept ready to be run. */
const PREPARED = 100

type Waiter = { resolve(row: RunRow): void; reject(error: unknown): void }
export type LiveRun = { row: RunRow; loop: RunLoop; queued: QueuedRun; waiters: Waiter[] }

/**
 * All runs that are alive in this host: ordered, queued, begun, taken up again, ended.
 * A run's row follows its state at the end of every turn of its loop; rows of runs that are over never change.
 */
export class LiveRuns {
  readonly parts: RuntimeParts
  readonly #checks: CheckCatalog
  readonly #queue: RunQueue
  readonly #turns: Turns
  readonly #runs = new Map<string, LiveRun>()
  readonly #prepared = new Map<string, PreparedFlow>()
  readonly #listeners = new Set<(run: LiveRun) => void>()
  #halted: AppErrorShape | null = null
  #stopping = false

  constructor(parts: RuntimeParts) {
    this.parts = parts
    this.#checks = checkCatalogOf(parts.catalog)
    this.#queue = new RunQueue(parts.limits?.running ?? RUNNING)
    this.#turns = new Turns(parts.clock)
    parts.journal.onHalt((halted) => this.#onHalt(halted))
  }

  /** @returns the run's id. @throws AppError `flow.has-problems`, `run.skipped`, `host.stops` */
  start(order: RunOrder): string {
    if (this.#stopping)
      throw new AppError({ code: 'host.stops', message: 'Blockloom is closing: no run can start now.' })
    const flow = this.#prepare(order.versionId, order.document)
    const { ids, clock, dice } = this.parts
    const at = clock.now()
    const hats = hatsThatFire(flow, order.trigger)
    const id = ids.next('run')
    const trigger = order.trigger ?? {
      type: 'start/manual',
      block: hats[0] as string,
      at,
      value: order.input ?? null,
    }
    const row: RunRow = {
      id,
      flowId: order.flowId,
      flowName: order.document.name,
      versionId: order.versionId,
      status: 'queued',
      trigger,
      queuedAt: at,
      startedAt: null,
      endedAt: null,
      steps: 0,
    }
    const run = this.#make(row, flow, newRun(flow))
    this.#queue.admit(run.queued)
    this.#runs.set(id, run)
    this.parts.journal.openRun({ ...row })
    const { flowId, versionId, variables } = order
    const sample = order.trigger === undefined && order.input === undefined
    run.loop.notes.note({
      seq: 0,
      at,
      kind: 'ordered',
      flowId,
      versionId,
      trigger,
      hats,
      seed: dice.seed(),
      ...(sample && { sample: true }),
      ...(variables && { variables }),
    })
    run.loop.notes.handOver()
    this.#tell(run)
    this.#queue.add(run.queued)
    return id
  }

  cancel(id: string): void {
    const run = this.#runs.get(id)
    if (run) run.loop.cancel()
    else if (!this.parts.journal.get(id)) throw notFound(id)
  }

  get(id: string): RunRow | undefined {
    return this.#runs.get(id)?.row
  }
  find(id: string): LiveRun | undefined {
    return this.#runs.get(id)
  }

  ended(id: string): Promise<RunRow> {
    const run = this.#runs.get(id)
    if (run && this.#halted) return Promise.reject(AppError.from(this.#halted))
    if (run) return new Promise((resolve, reject) => run.waiters.push({ resolve, reject }))
    const row = this.parts.journal.get(id)
    if (!row) return Promise.reject(notFound(id))
    return this.parts.journal.flush().then(() => row)
  }

  /** Told at the end of every turn in which a run moved. */
  listen(listener: (run: LiveRun) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  #tell(run: LiveRun): void {
    for (const listener of this.#listeners) listener(run)
  }

  #make(row: RunRow, flow: PreparedFlow, state: RunState): LiveRun {
    const loop = new RunLoop(row.id, flow, state, this.parts, {
      wake: () => this.#wake(run),
      changed: () => this.#changed(run),
    })
    const queued: QueuedRun = {
      id: row.id,
      flowId: row.flowId,
      settings: flow.settings,
      status: () => state.status,
      begin: () => this.#begin(run),
    }
    const run: LiveRun = { row, loop, queued, waiters: [] }
    return run
  }

  #begin(run: LiveRun): void {
    const { state } = run.loop
    run.loop.notes.note({ seq: state.seq, at: this.parts.clock.now(), kind: 'began', ...this.#keptOf(run) })
    this.#wake(run)
  }

  #keptOf({ row, loop }: LiveRun): { kept?: JsonObject } {
    const names = (loop.state.flow.document.variables ?? []).filter((one) => one.keep).map((one) => one.name)
    if (names.length === 0) return {}
    const stored = this.parts.kept.read(row.flowId)
    return {
      kept: Object.fromEntries(
        names.flatMap((name) => (name in stored ? [[name, stored[name] ?? null]] : [])),
      ),
    }
  }

  /** Gives a run its turn; its first one waits until the expressions it has can be evaluated. */
  #wake(run: LiveRun): void {
    const { evaluator } = this.parts
    if (this.#halted) return
    if (!run.loop.flow.sandbox || evaluator.isReady()) this.#turns.wake(run.loop)
    else
      evaluator.ready().then(
        () => this.#turns.wake(run.loop),
        () => this.#turns.wake(run.loop),
      )
  }

  #changed(run: LiveRun): void {
    const { row, loop } = run
    const { state } = loop
    row.steps = state.steps
    if (row.status !== state.status) {
      row.status = state.status
      row.startedAt = state.startedAt || null
      if (isOver(state.status)) this.#end(run)
      else
        this.parts.journal.changeRun(row.id, {
          status: row.status,
          startedAt: row.startedAt,
          steps: row.steps,
        })
      this.#queue.fill()
    }
    this.#tell(run)
  }

  #end(run: LiveRun): void {
    const { row, loop } = run
    const { endedAt, output, error } = loop.state
    row.endedAt = endedAt
    if (output !== undefined) row.output = output
    if (error) row.error = error
    const { status, startedAt, steps } = row
    this.parts.journal.changeRun(row.id, { status, startedAt, endedAt, steps, output, error })
    this.#queue.remove(run.queued)
    this.#settle(run)
  }

  /** Answers who waits once it is on disk. */
  #settle(run: LiveRun): void {
    this.parts.journal.flush().then(
      () => {
        this.#runs.delete(run.row.id)
        for (const { resolve } of run.waiters.splice(0)) resolve(run.row)
      },
      (error) => {
        for (const { reject } of run.waiters.splice(0)) reject(error)
      },
    )
  }

  /** Running runs halt where they are while the disk refuses, and go on when it takes again. */
  #onHalt(halted: AppErrorShape | null): void {
    this.#halted = halted
    for (const run of [...this.#runs.values()]) {
      if (halted) for (const { reject } of run.waiters.splice(0)) reject(AppError.from(halted))
      else if (isOver(run.row.status)) this.#settle(run)
      else this.#wake(run)
    }
  }

  /** @throws AppError `flow.has-problems` */
  #prepare(versionId: string, document: FlowDocument): PreparedFlow {
    const known = this.#prepared.get(versionId)
    if (known) return known
    const problems = checkFlow(document, this.#checks).filter((problem) => problem.severity === 'error')
    if (problems.length > 0) throw hasProblems(document, problems)
    const flow = prepareFlow(document, this.parts)
    if (this.#prepared.size >= PREPARED) this.#prepared.delete(this.#prepared.keys().next().value as string)
    this.#prepared.set(versionId, flow)
    return flow
  }

  /** Takes up every run a host left unfinished. One that cannot be taken up does not keep the others from it. */
  recover(): void {
    for (const row of this.parts.journal.unfinished()) {
      if (this.#runs.has(row.id)) continue
      try {
        this.#takeUp(row)
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown
        this.parts.journal.changeRun(row.id, { status: 'interrupted', error: thrown.toJSON() })
      }
    }
  }

  #takeUp(stored: RunRow): void {
    const document = this.parts.versions.load(stored.versionId)
    if (!document) throw versionGone(stored)
    const flow = this.#prepare(stored.versionId, document)
    const state = replay(flow, this.parts.journal.read(stored.id) as RunEvent[])
    const run = this.#make({ ...stored }, flow, state)
    this.#runs.set(stored.id, run)
    if (state.status === 'queued') this.#queue.add(run.queued)
    else {
      if (!isOver(state.status)) this.#queue.takeUp(run.queued)
      this.#resume(run)
    }
  }

  #resume(run: LiveRun): void {
    const { loop } = run
    const { state } = loop
    const risky = riskyAttempts(state)
    if (risky.length > 0)
      loop.notes.note({ seq: state.seq, at: this.parts.clock.now(), kind: 'interrupted', pointers: risky })
    if (anyAttempt(state) || state.runningSince >= 0)
      loop.notes.note({ seq: state.seq, at: this.parts.clock.now(), kind: 'recovered' })
    loop.notes.owe(owedCommands(state))
    this.#wake(run)
  }

  /** No new runs; running ones get `ms`, then everything is left in the journal for the next host. */
  async stop(ms: number): Promise<void> {
    this.#stopping = true
    const running = [...this.#runs.values()].filter(({ row }) => row.status === 'running' && !this.#halted)
    await Promise.race([
      this.#pause(ms, running.length),
      Promise.allSettled(running.map(({ row }) => this.ended(row.id))),
    ])
    for (const { loop } of this.#runs.values()) loop.leave()
    this.#runs.clear()
    await this.parts.journal.flush().catch(() => {})
  }
  #pause(ms: number, running: number): Promise<void> {
    if (running === 0) return Promise.resolve()
    return new Promise((resolve) => void this.parts.clock.after(ms, resolve))
  }
}

/** The trigger's own hat; by hand every `start/manual`, else the first hat there is. */
function hatsThatFire(flow: PreparedFlow, trigger: Trigger | undefined): string[] {
  const hats = liveHats(flow)
  const manual = hats.filter((hat) => hat.block.type === 'start/manual')
  const named = hats.filter((hat) => hat.id === trigger?.block)
  const firing = trigger ? named : manual.length > 0 ? manual : hats.slice(0, 1)
  if (firing.length > 0) return firing.map((hat) => hat.id)
  throw new AppError({
    code: 'flow.no-start',
    message: `"${flow.document.name}" has no block that starts it.`,
    fix: 'Add "When I press Run" above its first block.',
  })
}

export const notFound = (id: string): AppError =>
  new AppError({
    code: 'run.not-found',
    message: `There is no run ${id.slice(0, 100)}.`,
    fix: 'See the runs with: blockloom runs list',
    details: { run: id },
  })

const hasProblems = (document: FlowDocument, problems: ReturnType<typeof checkFlow>): AppError =>
  new AppError({
    code: 'flow.has-problems',
    message: `"${document.name}" cannot run: ${problems[0]?.message ?? ''}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}`,
    fix: problems[0]?.fix ?? 'Mend its problems first.',
    details: { problems },
  })

const versionGone = (row: RunRow): AppError =>
  new AppError({
    code: 'version.not-found',
    message: `The version of "${row.flowName}" that run ${row.id} belongs to is gone.`,
    fix: 'Cancel the run, or bring the data folder back from a backup.',
  })
