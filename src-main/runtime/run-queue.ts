import { AppError } from '#shared/error'
import type { FlowSettings } from '#shared/flow'
import { isOver, type RunStatus } from '#shared/run'

/** What the queue needs to know of a run. */
export type QueuedRun = {
  readonly id: string
  readonly flowId: string
  readonly settings: Pick<FlowSettings, 'overlap' | 'concurrency'>
  status(): RunStatus
  begin(): void
}

const HOLD_NO_PLACE: ReadonlySet<RunStatus> = new Set(['waiting', 'interrupted', 'paused'])

/**
 * Which runs go and which wait. Waiting and paused runs count for their own flow's overlap but hold
 * no place of the global limit. Flows take turns: behind a flow that ordered a hundred runs another one's
 * first run waits for one of them, not for all.
 */
export class RunQueue {
  #limit: number
  /** by flow */
  #alive = new Map<string, Set<QueuedRun>>()
  /** by flow, the oldest first */
  #waiting = new Map<string, Set<QueuedRun>>()
  /** alive ones that hold a place of the global limit */
  #running = new Set<QueuedRun>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** @throws AppError `run.skipped` when its flow is busy and asks to skip */
  admit(run: QueuedRun): void {
    if (run.settings.overlap !== 'skip' || !this.#isBusy(run)) return
    throw new AppError({
      code: 'run.skipped',
      message: 'The flow is running already, and its settings say to skip a run that would overlap.',
      fix: 'Wait for the run to end, or set "overlap" to "queue" or "parallel".',
    })
  }

  add(run: QueuedRun): void {
    const waiting = this.#waiting.get(run.flowId)
    if (waiting) waiting.add(run)
    else this.#waiting.set(run.flowId, new Set([run]))
    this.fill()
  }

  /** A run that is alive already, after a restart. */
  takeUp(run: QueuedRun): void {
    this.#aliveOf(run.flowId).add(run)
    this.#keepPlace(run)
  }

  /** The status of a run is another one: it may have given up its place, or taken it again. */
  moved(run: QueuedRun): void {
    if (this.#alive.get(run.flowId)?.has(run)) this.#keepPlace(run)
    this.fill()
  }

  /** A run is over, or left the queue. */
  remove(run: QueuedRun): void {
    takeFrom(this.#alive, run)
    takeFrom(this.#waiting, run)
    this.#running.delete(run)
    this.fill()
  }

  /** Begins as many waiting runs as there are places. A flow whose run begins comes again behind the others. */
  fill(): void {
    if (!this.#hasPlace()) return
    for (const flowId of this.#waiting.keys()) {
      this.#beginOne(flowId)
      if (!this.#hasPlace()) return
    }
  }

  #beginOne(flowId: string): void {
    const waiting = this.#waiting.get(flowId)
    const run = waiting?.values().next().value
    if (!waiting || !run || this.#isBusy(run)) return
    waiting.delete(run)
    this.#waiting.delete(flowId)
    if (waiting.size > 0) this.#waiting.set(flowId, waiting) // to the end: flows take turns
    this.#aliveOf(flowId).add(run)
    this.#running.add(run)
    run.begin()
  }

  #aliveOf(flowId: string): Set<QueuedRun> {
    const known = this.#alive.get(flowId)
    if (known) return known
    const made = new Set<QueuedRun>()
    this.#alive.set(flowId, made)
    return made
  }

  #isBusy({ flowId, settings }: QueuedRun): boolean {
    const alive = this.#alive.get(flowId)?.size ?? 0
    return alive >= (settings.overlap === 'parallel' ? settings.concurrency : 1)
  }

  #hasPlace(): boolean {
    return this.#running.size < this.#limit
  }

  #keepPlace(run: QueuedRun): void {
    const status = run.status()
    if (HOLD_NO_PLACE.has(status) || isOver(status)) this.#running.delete(run)
    else this.#running.add(run)
  }
}

function takeFrom(runs: Map<string, Set<QueuedRun>>, run: QueuedRun): void {
  const those = runs.get(run.flowId)
  if (those?.delete(run) && those.size === 0) runs.delete(run.flowId)
}
