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
  #alive = new Map<string, Map<string, QueuedRun>>()
  #waiting = new Map<string, QueuedRun[]>()

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
    if (waiting) waiting.push(run)
    else this.#waiting.set(run.flowId, [run])
    this.fill()
  }

  /** A run that is alive already, after a restart. */
  takeUp(run: QueuedRun): void {
    this.#aliveOf(run.flowId).set(run.id, run)
  }

  /** A run is over, or left the queue. */
  remove(run: QueuedRun): void {
    const alive = this.#alive.get(run.flowId)
    if (alive?.delete(run.id) && alive.size === 0) this.#alive.delete(run.flowId)
    const waiting = this.#waiting.get(run.flowId)
    const place = waiting?.indexOf(run) ?? -1
    if (place >= 0) waiting?.splice(place, 1)
    if (waiting?.length === 0) this.#waiting.delete(run.flowId)
    this.fill()
  }

  /** Begins as many waiting runs as there are places, one flow after the other. */
  fill(): void {
    for (let begun = true; begun; ) {
      begun = false
      for (const flowId of [...this.#waiting.keys()]) begun = this.#beginOne(flowId) || begun
    }
  }

  #beginOne(flowId: string): boolean {
    const waiting = this.#waiting.get(flowId)
    const run = waiting?.[0]
    if (!waiting || !run || this.#isBusy(run) || this.#running() >= this.#limit) return false
    waiting.shift()
    this.#waiting.delete(flowId)
    if (waiting.length > 0) this.#waiting.set(flowId, waiting) // to the end: flows take turns
    this.#aliveOf(flowId).set(run.id, run)
    run.begin()
    return true
  }

  #aliveOf(flowId: string): Map<string, QueuedRun> {
    const known = this.#alive.get(flowId)
    if (known) return known
    const made = new Map<string, QueuedRun>()
    this.#alive.set(flowId, made)
    return made
  }

  #isBusy({ flowId, settings }: QueuedRun): boolean {
    const alive = this.#alive.get(flowId)?.size ?? 0
    return alive >= (settings.overlap === 'parallel' ? settings.concurrency : 1)
  }

  #running(): number {
    let running = 0
    for (const runs of this.#alive.values())
      for (const run of runs.values()) {
        const status = run.status()
        if (!HOLD_NO_PLACE.has(status) && !isOver(status)) running++
      }
    return running
  }
}
