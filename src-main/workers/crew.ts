import { AppError } from '#shared/error'
import type { Clock } from '../runtime/ports.ts'
import type { Brake } from './brake.ts'
import { deliver } from './deliver.ts'
import { endingFault, tooMuchMemory } from './ending-fault.ts'
import { IdleWatch, isIdle } from './idle-watch.ts'
import type { Job } from './job.ts'
import { lookAtWorker } from './look-at-worker.ts'
import { OneWorker, QUICK_MS, type WorkerHearer } from './one-worker.ts'
import type { PoolLimits } from './pool-limits.ts'
import type { FromWorker } from './protocol/message.ts'
import { WaitingLine } from './waiting-line.ts'
import { type Fault, workerError } from './worker-errors.ts'
import type { Ending, Launch } from './worker-link.ts'
import { MEMORY_MB, type WorkerProgram } from './worker-program.ts'

const UNASKED: Fault = { code: 'worker.unasked', did: 'wrote something that nobody asked for' }
const MORE_TIME = 'Give it more time in its options, or let it do less at once.'

/** MB that a worker holds before any code of a block runs. */
const NODES_OWN_MB = 64

/** Times that a call is given to another worker when its own is lost by somebody else's fault. */
const MOST_TRIES = 6

export type CrewParts = {
  readonly program: WorkerProgram
  readonly launch: Launch
  readonly clock: Clock
  readonly limits: PoolLimits
  readonly brake: Brake
  /** told when something changed that people look at */
  changed(): void
}

/** The workers of one program and the calls that wait for them. */
export class Crew {
  readonly program: WorkerProgram
  /** those that may be given work */
  readonly workers: OneWorker[] = []
  readonly #parts: CrewParts
  readonly #hear: WorkerHearer
  readonly #queue = new WaitingLine<Job>()
  /** processes that have not ended yet, also those that are being killed */
  readonly #alive = new Set<OneWorker>()
  #emptied: (() => void) | null = null
  readonly #idle: IdleWatch
  #closed = false

  constructor(parts: CrewParts) {
    this.program = parts.program
    this.#parts = parts
    this.#idle = new IdleWatch(parts.clock, parts.limits.idleMs, (worker) => {
      this.#takeOut(worker)
      worker.end()
      parts.changed()
    })
    this.#hear = {
      message: (worker, message) => this.#heard(worker, message),
      fault: (worker, fault, about) => this.#lose(worker, fault, about),
      ended: (worker, how) => this.#ended(worker, how),
    }
  }

  /** Whether any of its workers has work or any call waits. */
  get isBusy(): boolean {
    return this.#queue.length > 0 || this.workers.some((worker) => !isIdle(worker))
  }
  get isEmpty(): boolean {
    return this.#alive.size === 0 && this.#queue.length === 0
  }

  give(job: Job): void {
    job.watch(
      this.#parts.clock,
      () => this.#stop(job, job.listener.signal.reason),
      () => this.#late(job),
    )
    this.#queue.push(job)
    this.#dispatch()
  }

  /** Looks after workers that say nothing. Called every 50 ms or so while anybody is busy. */
  lookAfter(): void {
    for (const worker of [...this.workers]) {
      this.#lookAt(worker)
      void this.#weigh(worker)
    }
    this.#dispatch()
  }

  /** Where the system does not limit what a worker holds, it is asked for now and then. */
  async #weigh(worker: OneWorker): Promise<void> {
    const { clock, limits } = this.#parts
    const { link, calls, program } = worker
    const now = clock.monotonic()
    if (!link.memoryMb || calls.size === 0 || now - worker.weighedAt < limits.memoryMs) return
    worker.weighedAt = now
    const mb = await link.memoryMb()
    const most = program.memoryMb ?? MEMORY_MB
    if (mb !== undefined && mb > most + NODES_OWN_MB) this.#lose(worker, tooMuchMemory(most))
  }

  /** Ends all of it; resolves when no process is left. */
  close(error: unknown): Promise<void> {
    this.#closed = true
    this.#idle.stop()
    for (const job of this.#queue.takeAll()) job.fail(error)
    for (const worker of [...this.workers]) {
      const isBusy = !isIdle(worker)
      for (const job of worker.calls.values()) job.fail(error)
      this.#takeOut(worker)
      if (isBusy) worker.kill()
      else worker.end()
    }
    if (this.#alive.size === 0) return Promise.resolve()
    return new Promise((done) => {
      this.#emptied = done
    })
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const job = this.#queue.first as Job
      if (job.over || this.#isResting(job)) {
        this.#queue.take()
        continue
      }
      const worker = this.#pick(job) ?? this.#startFor(job)
      if (job.over) continue
      if (!worker?.takes(job)) return
      this.#queue.take()
      worker.send(job)
    }
  }

  /** One more worker. What keeps it from being started at all is the call's own failure. */
  #startFor(job: Job): OneWorker | undefined {
    try {
      return this.#start(job)
    } catch (thrown) {
      const did = `could not be started: ${thrown instanceof Error ? thrown.message : thrown}`
      const known = thrown instanceof AppError
      job.fail(known ? thrown : workerError(this.program, job.call, { code: 'worker.cannot-start', did }))
      return undefined
    }
  }

  #isResting(job: Job): boolean {
    const { brake, clock } = this.#parts
    const rest = brake.rest(this.#blameOf(job)) ?? brake.rest(this.program.key)
    if (!rest) return false
    const until = new Date(clock.now() + rest.ms).toISOString()
    const did = `crashed five times within a minute and rests until ${until}; the last time it ${rest.why}`
    job.fail(workerError(this.program, job.call, { code: 'worker.resting', did, retryable: true }))
    return true
  }

  /** The worker that has least to do of those that would take it. */
  #pick(job: Job): OneWorker | undefined {
    let best: OneWorker | undefined
    for (const worker of this.workers)
      if (worker.takes(job) && (!best || worker.calls.size < best.calls.size)) best = worker
    return best
  }

  /** One more, unless there are enough, one is just coming, or the call waits only for a moment. */
  #start(job: Job): OneWorker | undefined {
    const { program, launch, clock, limits } = this.#parts
    const now = clock.monotonic()
    if (now - job.queuedAt < QUICK_MS && this.workers.some((one) => one.isQuick())) return undefined
    const isComing = this.workers.some((one) => !one.hasSpoken && now - one.heardAt < limits.startMs)
    const isFull = this.workers.filter((one) => !one.leaving).length >= limits.workers
    if (this.#closed || isComing || isFull) return undefined
    const worker = new OneWorker(program, launch, clock, this.#hear)
    this.workers.push(worker)
    this.#alive.add(worker)
    this.#idle.over(this.workers)
    this.#parts.changed()
    return worker
  }

  #heard(worker: OneWorker, message: FromWorker): void {
    const what = deliver(worker, message)
    if (what === 'unasked') this.#lose(worker, UNASKED)
    else if (what === 'answered' && worker.leaving && worker.calls.size === 0) this.#let(worker)
    this.#dispatch()
  }

  /** Its maker wants it no longer. */
  #stop(job: Job, reason: unknown): void {
    const { worker } = job
    job.fail(reason)
    if (worker) this.#stopAt(worker, job)
  }

  #late(job: Job): void {
    const did = job.worker
      ? 'had not answered when its time was up, and was stopped'
      : 'had not begun when its time was up: its workers had other work'
    const { worker } = job
    job.fail(
      workerError(this.program, job.call, { code: 'worker.too-late', did, fix: MORE_TIME, retryable: true }),
    )
    if (worker) this.#stopAt(worker, job)
  }

  /** It gets a moment to stop the call; then it goes, at once or when the others that are with it are done. */
  #stopAt(worker: OneWorker, job: Job): void {
    worker.stop(job)
    this.#parts.clock.after(this.#parts.limits.stopMs, () => {
      if (!worker.stopping.has(job.id)) {
        this.#dispatch()
        return
      }
      worker.leaving = true
      if (worker.calls.size === 0) this.#let(worker)
      this.#dispatch()
    })
  }

  /** A worker that nobody waits for any more is ended, without it being its fault. */
  #let(worker: OneWorker): void {
    if (worker.gone) return
    this.#takeOut(worker)
    worker.kill()
  }

  #lookAt(worker: OneWorker): void {
    const { clock, limits } = this.#parts
    const verdict = lookAtWorker(worker, clock.monotonic(), limits)
    switch (verdict.kind) {
      case 'lose':
        this.#lose(worker, verdict.fault)
        return
      case 'relieve':
        for (const job of verdict.jobs) worker.takeBack(job)
        this.#queue.putFirst(verdict.jobs)
        return
      case 'abandon':
        this.#abandon(worker)
        return
      case 'not-answering':
        this.#notAnswering(worker)
    }
  }

  #abandon(worker: OneWorker): void {
    const jobs = [...worker.calls.values()]
    worker.calls.clear()
    for (const job of jobs) {
      job.worker = null
      job.alone = true
    }
    this.#queue.putFirst(jobs)
    this.#let(worker)
  }

  #notAnswering(worker: OneWorker): void {
    worker.notAnswering = true
    const since = new Date(worker.lastBeat).toISOString()
    for (const job of worker.calls.values())
      job.listener.log('warn', `Its worker is not answering; its last beat was at ${since}.`)
    this.#parts.changed()
  }

  /** A worker did what is not borne: the call that is to blame fails, the others are done by somebody else. */
  #lose(worker: OneWorker, fault: Fault, about?: Job): void {
    if (worker.gone) return
    this.#takeOut(worker)
    worker.kill()
    this.#afterLoss(worker, fault, about)
  }

  #ended(worker: OneWorker, how: Ending): void {
    this.#alive.delete(worker)
    if (!worker.gone) {
      this.#takeOut(worker)
      worker.gone = true
      const fault = endingFault(this.program, how, worker.lastWords, worker.hasSpoken)
      // one that was told to stop something may end as its answer
      if (!isIdle(worker) || how.kind === 'not-started') this.#afterLoss(worker, fault)
    }
    if (this.#alive.size === 0) this.#emptied?.()
    this.#parts.changed()
  }

  #afterLoss(worker: OneWorker, fault: Fault, about?: Job): void {
    const jobs = [...worker.calls.values()]
    worker.calls.clear()
    const culprit = about ?? (jobs.length === 1 || worker.isSerial ? jobs[0] : undefined)
    if (culprit || jobs.length === 0)
      this.#parts.brake.crashed(culprit ? this.#blameOf(culprit) : this.program.key, fault.did)
    const again: Job[] = []
    for (const job of jobs) {
      job.worker = null
      // nobody is failed for what another did; who it was shows when each is done alone
      if (!culprit) job.alone = true
      if (job === culprit || job.tries >= MOST_TRIES) job.fail(workerError(this.program, job.call, fault))
      else again.push(job)
    }
    this.#queue.putFirst(again)
    if (!this.#closed) this.#dispatch()
    this.#parts.changed()
  }

  #blameOf({ call }: Job): string {
    return call.blame === undefined ? this.program.key : `${this.program.key} ${call.blame}`
  }

  #takeOut(worker: OneWorker): void {
    const at = this.workers.indexOf(worker)
    if (at >= 0) this.workers.splice(at, 1)
    if (this.workers.length === 0) this.#idle.stop()
  }
}
