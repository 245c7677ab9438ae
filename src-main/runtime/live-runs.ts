import { AppError, type AppErrorShape } from '#shared/error'
import type { FlowDocument } from '#shared/flow'
import { isOver, type Letter, newRun, type RunState } from '#shared/run'
import { Calls } from './calls.ts'
import { cancelLeft } from './cancel-left.ts'
import { foldNow } from './fold-in-slices.ts'
import { keptAtStart } from './kept-at-start.ts'
import { KillSwitch } from './kill-switch.ts'
import { Listeners } from './listeners.ts'
import type { LiveRun } from './live-run.ts'
import { keepQuestions } from './open-questions.ts'
import { newRow, type Opening, openingOf } from './open-run.ts'
import { outsideOf } from './outside.ts'
import type { RunRow, RuntimeSettings } from './ports.ts'
import type { PreparedFlow } from './prepared-flow.ts'
import { PreparedFlows } from './prepared-flows.ts'
import { atRecovery, type OnRestart, takeUp } from './resume.ts'
import { engineBroke, hostStops, notFound, runIsOver, versionGone } from './run-errors.ts'
import { RunLoop } from './run-loop.ts'
import type { RunPorts } from './run-ports.ts'
import { type QueuedRun, RunQueue } from './run-queue.ts'
import type { RunOrder, RuntimeParts } from './runtime.ts'
import { StartTimes } from './start-times.ts'
import { StateTurns } from './state-turns.ts'
import { Turns } from './turns.ts'
import { afterFailure } from './whole-retry.ts'

/** Runs at once, all flows together. */
const RUNNING = 8

const NO_SETTINGS: RuntimeSettings = { get: () => undefined, set: () => {} }

/**
 * All runs that are alive in this host: ordered, queued, begun, taken up again, ended.
 * A run's row follows its state at the end of every turn of its loop; rows of runs that are over never change.
 */
export class LiveRuns {
  readonly parts: RuntimeParts
  readonly #ports: RunPorts
  readonly #flows: PreparedFlows
  readonly #queue: RunQueue
  readonly #turns: Turns
  readonly #calls = new Calls(this)
  readonly killSwitch: KillSwitch
  /** runs whose time has not come */
  readonly #starts: StartTimes
  #made = 0
  readonly #runs = new Map<string, LiveRun>()
  readonly #listeners = new Listeners<LiveRun>()
  readonly #atEnd = new Set<(run: RunRow, again: boolean) => void>()
  /** told of every run that `mark` marks */
  readonly marked = new Listeners<RunRow>()
  #halted: AppErrorShape | null = null
  #stopping = false

  constructor(parts: RuntimeParts) {
    this.parts = parts
    this.#ports = { ...parts, ...outsideOf(parts), stateTurns: new StateTurns() }
    this.#flows = new PreparedFlows(parts)
    this.#queue = new RunQueue(parts.limits?.running ?? RUNNING)
    this.#turns = new Turns(parts.clock)
    this.#starts = new StartTimes(parts.clock, parts.journal)
    this.killSwitch = new KillSwitch(parts.settings ?? NO_SETTINGS)
    parts.journal.onHalt((halted) => this.#onHalt(halted))
  }

  /**
   * @returns the run's id
   * @throws AppError `flow.has-problems`, `run.skipped`, `host.stops`, `host.stopped-all`, why the disk refuses
   */
  start(order: RunOrder): string {
    this.checkOpen()
    const flow = this.#flows.get(order.versionId, order.document)
    const { clock, dice } = this.parts
    return this.open(openingOf(flow, order, clock.now(), dice.seed()), false, order.id).row.id
  }

  /** @throws AppError `host.stops`, `host.stopped-all`, why the disk refuses: no run can start now */
  checkOpen(): void {
    if (this.#stopping) throw hostStops()
    // ordered now and refused to the caller, it would start by itself when there is space again
    if (this.#halted) throw AppError.from(this.#halted)
    this.killSwitch.check()
  }

  /** Puts a run into the journal and in line. @throws AppError `run.skipped` */
  open(opening: Opening, mayOverlap = false, id = this.parts.ids.next('run')): LiveRun {
    const run = this.#put(id, opening, !mayOverlap)
    this.#line(run)
    return run
  }

  /** Begins a run that a step of another one called, under the id that the step gave it: it stands in no line. */
  openChild(id: string, opening: Opening): void {
    this.#begin(this.#put(id, opening, false))
  }

  #put(id: string, opening: Opening, asks: boolean): LiveRun {
    const { clock, journal } = this.parts
    const at = clock.now()
    const run = this.#make(newRow(id, at, opening), opening.flow, newRun(opening.flow))
    if (asks) this.#queue.admit(run.queued)
    this.#runs.set(id, run)
    journal.openRun({ ...run.row })
    run.loop.notes.note({ seq: 0, at, kind: 'ordered', ...opening.ordered })
    run.loop.notes.handOver()
    this.#tell(run)
    return run
  }

  /** In line at once, or when the time has come that it was ordered for. */
  #line(run: LiveRun): void {
    if (this.#stopping) return
    if (run.row.parent) {
      this.#begin(run)
      return
    }
    this.#starts.wait(run.late, run.row, run.loop.state.order, () => this.#queue.add(run.queued))
  }

  /** A version made ready. @throws AppError `version.not-found`, `flow.has-problems` */
  flowOf(row: RunRow): PreparedFlow {
    const known = this.#flows.known(row.versionId)
    if (known) return known
    const document = this.parts.versions.load(row.versionId)
    if (!document) throw versionGone(row)
    return this.#flows.get(row.versionId, document)
  }
  /** It stands in line: for its time, for a limit, or for other runs. */
  waits(runId: string): boolean {
    const run = this.#runs.get(runId)
    return run?.row.status === 'queued' && !run.begun
  }
  documentOf(versionId: string): FlowDocument | undefined {
    return this.#flows.known(versionId)?.document
  }
  prepared(versionId: string, document: FlowDocument): PreparedFlow {
    return this.#flows.get(versionId, document)
  }

  /** @throws AppError `run.not-found` */
  cancel(id: string): void {
    const run = this.#runs.get(id)
    if (run) {
      run.loop.cancel()
      return
    }
    const left = cancelLeft(this.parts, id)
    if (left?.parent) this.#calls.over(left)
  }

  /** Puts a run that is over among the dead letters, or takes it out. */
  mark(row: RunRow, letter: Letter): void {
    row.letter = letter
    this.parts.journal.changeRun(row.id, { letter })
    this.marked.tell(row)
  }

  /** Runs that are not over, here and left by other hosts; with a flow's id, only its own. */
  alive(flowId?: string): RunRow[] {
    const here = [...this.#runs.values()].map(({ row }) => row)
    const left = this.parts.journal.unfinished().filter(({ id }) => !this.#runs.has(id))
    return [...here, ...left].filter(
      (row) => !isOver(row.status) && (flowId === undefined || row.flowId === flowId),
    )
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
    return this.#listeners.add(listener)
  }
  #tell(run: LiveRun): void {
    this.#listeners.tell(run)
  }

  /** Told of every run that ends, in the turn of its last event. `again`: it is tried once more */
  onEnd(listener: (run: RunRow, again: boolean) => void): () => void {
    this.#atEnd.add(listener)
    return () => this.#atEnd.delete(listener)
  }
  #tellEnd(row: RunRow, again: boolean): void {
    for (const listener of this.#atEnd)
      try {
        listener(row, again)
      } catch (error) {
        this.parts.onBug?.(error, `the end of run ${row.id}`)
      }
  }

  #make(row: RunRow, flow: PreparedFlow, state: RunState): LiveRun {
    const loop = new RunLoop(row.id, flow, state, this.#ports, {
      wake: () => this.#wake(run),
      changed: () => this.#changed(run),
      broke: (bug) => this.#broke(run, bug),
      calls: this.#calls.hostOf(() => run),
      user: { flowId: row.flowId, versionId: row.versionId },
    })
    row.trigger = loop.notes.mask(row.trigger)
    const queued: QueuedRun = {
      id: row.id,
      flowId: row.flowId,
      settings: flow.settings,
      status: () => state.status,
      begin: () => this.#begin(run),
    }
    const run: LiveRun = { row, loop, queued, waiters: [], late: this.#made++, begun: false }
    return run
  }

  #begin(run: LiveRun): void {
    const { state } = run.loop
    run.begun = true
    this.#starts.began(run.late, state.order)
    run.loop.notes.note({
      seq: state.seq,
      at: this.parts.clock.now(),
      kind: 'began',
      ...keptAtStart(run, this.parts.kept),
    })
    this.#wake(run)
  }

  /** Gives a run its turn; its first one waits until the expressions it has can be evaluated. */
  #wake(run: LiveRun): void {
    const { evaluator } = this.parts
    if (this.#halted) return
    const { flow, state } = run.loop
    if ((!flow.sandbox && !state.pausing) || evaluator.isReady()) this.#turns.wake(run.loop)
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
    keepQuestions(row, state)
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
      this.#queue.moved(run.queued)
    }
    this.#tell(run)
  }

  #end(run: LiveRun): void {
    const { row, loop } = run
    const { endedAt, output, error } = loop.state
    row.endedAt = endedAt
    if (output !== undefined) row.output = output
    if (error) row.error = error
    this.#starts.forget(run.late, loop.state.order)
    const again = row.status === 'failed' && this.#failed(run)
    this.#tellEnd(row, again)
    const { status, startedAt, steps, letter } = row
    this.parts.journal.changeRun(row.id, { status, startedAt, endedAt, steps, output, error, letter })
    this.#queue.remove(run.queued)
    if (row.parent) this.#calls.over(row)
    this.#settle(run)
  }

  /** The run after it, where there is one, goes into the same commit as the end of this one. @returns whether there is */
  #failed({ row, loop }: LiveRun): boolean {
    const { order } = loop.state
    const next = order && afterFailure(loop.flow, order, row, this.parts.clock.now())
    if (!next) return false
    const dead = next === 'dead' || this.killSwitch.since !== null
    if (dead) row.letter = 'dead'
    else this.open(next, true)
    return !dead
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

  /** A mistake in the engine: the run is left as the journal has it, the others go on. */
  #broke(run: LiveRun, bug: unknown): void {
    this.parts.onBug?.(bug, `run ${run.row.id}`)
    if (isOver(run.row.status)) return
    const error = run.loop.notes.mask(engineBroke(bug).toJSON())
    run.loop.leave()
    Object.assign(run.row, { status: 'interrupted', error })
    this.parts.journal.changeRun(run.row.id, { status: 'interrupted', error })
    this.#queue.remove(run.queued)
    this.#runs.delete(run.row.id)
    for (const { reject } of run.waiters.splice(0)) reject(AppError.from(error))
    this.#tell(run)
  }

  /** Running runs halt where they are while the disk refuses, and go on when it takes again. */
  #onHalt(halted: AppErrorShape | null): void {
    this.#halted = halted
    if (halted) this.#turns.hold()
    else this.#turns.goOn()
    for (const run of [...this.#runs.values()]) {
      if (halted) {
        run.loop.halt()
        for (const { reject } of run.waiters.splice(0)) reject(AppError.from(halted))
        continue
      }
      run.loop.goOn()
      if (isOver(run.row.status)) this.#settle(run)
      else this.#wake(run)
    }
  }

  /** Takes up every run a host left unfinished. One that cannot be taken up does not keep the others from it. */
  recover(): void {
    const how = this.killSwitch.since === null ? atRecovery(this.parts.settings) : 'stop'
    for (const row of this.parts.journal.unfinished()) {
      if (this.#runs.has(row.id)) continue
      try {
        this.#takeUp(row, how)
      } catch (thrown) {
        if (!(thrown instanceof AppError)) this.parts.onBug?.(thrown, `taking up run ${row.id}`)
        const error = thrown instanceof AppError ? thrown : engineBroke(thrown)
        this.#runs.delete(row.id)
        this.parts.journal.changeRun(row.id, { status: 'interrupted', error: error.toJSON() })
      }
    }
    this.#calls.cancelOrphans()
  }

  /** Takes up one run that no host has. @throws AppError `run.not-found`, `run.is-over`, why it cannot be */
  adopt(id: string): LiveRun {
    this.checkOpen()
    const row = this.parts.journal.get(id)
    if (!row) throw notFound(id)
    if (isOver(row.status)) throw runIsOver(row)
    this.#takeUp(row, 'resume')
    return this.#runs.get(id) as LiveRun
  }

  #takeUp(stored: RunRow, how: OnRestart | 'stop'): void {
    const flow = this.flowOf(stored)
    const state = newRun(flow)
    // piece by piece: a run of a million steps does not lie in memory while it is taken up
    foldNow(state, this.parts.journal, stored.id)
    const run = this.#make({ ...stored }, flow, state)
    this.#runs.set(stored.id, run)
    if (state.status === 'queued' && how !== 'stop') this.#line(run)
    else {
      if (!isOver(state.status) && !run.row.parent) this.#queue.takeUp(run.queued)
      takeUp(run.loop, how, this.parts.clock)
      this.#wake(run)
    }
  }

  /** No new runs; running ones get `ms`, then everything is left in the journal for the next host. */
  async stop(ms: number): Promise<void> {
    this.#stopping = true
    const running = [...this.#runs.values()].filter(({ row }) => row.status === 'running' && !this.#halted)
    if (running.length > 0) {
      const { promise: up, resolve } = Promise.withResolvers<void>()
      const cancel = this.parts.clock.after(ms, resolve)
      await Promise.race([up, Promise.allSettled(running.map(({ row }) => this.ended(row.id)))])
      cancel()
    }
    this.#starts.stop()
    for (const { loop } of this.#runs.values()) loop.leave()
    this.#runs.clear()
    await this.parts.journal.flush().catch(() => {})
  }
}
