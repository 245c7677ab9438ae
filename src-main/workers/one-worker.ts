import type { Clock } from '../runtime/ports.ts'
import type { Job } from './job.ts'
import { PrintedLines } from './printed-lines.ts'
import { MOST_LOG } from './protocol/limits.ts'
import { type LineFault, LineReader } from './protocol/line-reader.ts'
import { type FromWorker, type Refusal, readMessage } from './protocol/message.ts'
import type { Fault } from './worker-errors.ts'
import type { Ending, Launch, WorkerLink } from './worker-link.ts'
import { SCRIPTS_AT_ONCE, type WorkerProgram, type WorkerState } from './worker-program.ts'

/** Calls that are with a worker that answers one after the other: all but one wait in its pipe. */
const MOST_IN_PIPE = 32
/** ms between two words of a worker that count as quick. */
export const QUICK_MS = 20
/** Lines printed last that are kept, for the sentence about its end. */
const LAST_LINES = 40

/** What a worker's owner hears. `about` is the call that a fault names, where it names one. */
export type WorkerHearer = {
  message(worker: OneWorker, message: FromWorker): void
  fault(worker: OneWorker, fault: Fault, about?: Job): void
  ended(worker: OneWorker, how: Ending): void
}

/**
 * One worker process and the calls that are with it. It judges what it hears by form; what it means is its owner's
 * matter.
 */
export class OneWorker {
  readonly program: WorkerProgram
  /** in the order in which they were sent */
  readonly calls = new Map<number, Job>()
  /** calls that are nobody's any more; a word about them is late, and no fault */
  readonly late = new Set<number>()
  /** calls it was told to stop and that it has not answered yet */
  readonly stopping = new Set<number>()
  readonly startedAt: number
  readonly isScript: boolean
  /** takes no more calls, and goes when those it has are done */
  leaving = false
  /** it is no longer one of its crew */
  gone = false
  /** its process has ended */
  ended = false
  notAnswering = false
  /** whether Node's permission model holds in it; null: it has not said */
  permissions: boolean | null = null
  hasSpoken = false
  /** ms of the monotonic clock: when it was last heard, or when it got work after a rest */
  heardAt: number
  /** ms of the monotonic clock: when its memory was last asked for */
  weighedAt = 0
  /** ms since the epoch */
  lastBeat: number
  /** what it printed last */
  readonly lastWords: string[] = []
  readonly #clock: Clock
  readonly #hear: WorkerHearer
  readonly #link: WorkerLink
  readonly #reader: LineReader
  readonly #printed: Readonly<Record<'stdout' | 'stderr', PrintedLines>>
  /** calls it may have that it has not begun: more while it answers quickly */
  #pace = 1
  #printedIdle = 0

  constructor(program: WorkerProgram, launch: Launch, clock: Clock, hear: WorkerHearer) {
    this.program = program
    this.isScript = 'javascript' in program.run
    this.#clock = clock
    this.#hear = hear
    this.startedAt = clock.now()
    this.lastBeat = this.startedAt
    this.heardAt = clock.monotonic()
    this.#reader = new LineReader({
      line: (text) => this.#line(text),
      fault: (fault) => hear.fault(this, asFault(fault)),
    })
    this.#printed = {
      stdout: new PrintedLines((line) => this.#said('info', line)),
      stderr: new PrintedLines((line) => this.#said('warn', line)),
    }
    this.#link = launch(program, {
      lines: (chunk) => this.#reader.push(chunk),
      printed: (chunk, stream) => this.#printedBytes(chunk, stream),
      ended: (how) => this.#ended(how),
    })
  }

  get link(): WorkerLink {
    return this.#link
  }

  /** Calls that it has not said to have begun. */
  get waiting(): number {
    let waiting = 0
    for (const job of this.calls.values()) if (!job.begun) waiting++
    return waiting
  }

  /** Whether it does one call after the other, so that only the first of its calls can have begun. */
  get isSerial(): boolean {
    return (this.program.atOnce ?? (this.isScript ? SCRIPTS_AT_ONCE : 1)) === 1
  }

  /** Whether this call may go to it now. */
  takes(job: Job): boolean {
    if (this.leaving || this.gone || this.stopping.size > 0) return false
    if (this.calls.size === 0) return true
    if (job.alone || this.#holdsAlone() || this.calls.size >= this.#most()) return false
    return this.isQuick() && this.waiting < this.#pace
  }

  /** Heard of a moment ago: it may soon have room for more. */
  isQuick(): boolean {
    return this.#clock.monotonic() - this.heardAt < QUICK_MS && !this.leaving && this.stopping.size === 0
  }

  #holdsAlone(): boolean {
    for (const job of this.calls.values()) return job.alone
    return false
  }

  #most(): number {
    const atOnce = this.program.atOnce ?? (this.isScript ? SCRIPTS_AT_ONCE : 1)
    return atOnce === 1 ? MOST_IN_PIPE : atOnce
  }

  send(job: Job): void {
    const now = this.#clock.monotonic()
    if (this.calls.size === 0) {
      this.heardAt = now
      this.lastBeat = this.#clock.now()
    }
    job.worker = this
    job.begun = false
    job.since = this.#clock.now()
    job.tries++
    this.calls.set(job.id, job)
    this.#link.send(job.line)
  }

  /** The call is done, or failed by what it said itself. */
  answered(job: Job): void {
    this.calls.delete(job.id)
  }

  /** Tells it to stop a call that is nobody's any more. */
  stop(job: Job): void {
    this.calls.delete(job.id)
    this.late.add(job.id)
    this.stopping.add(job.id)
    this.#link.send(`{"id":${job.id},"do":"cancel"}\n`)
  }

  /** Takes back a call that it has not begun; whatever it says about it is late. */
  takeBack(job: Job): void {
    this.stop(job)
    this.stopping.delete(job.id)
    job.worker = null
    this.#pace = 1
  }

  kill(): void {
    this.gone = true
    this.#reader.stop()
    this.#link.kill()
  }

  /** No more calls: it ends by itself. */
  end(): void {
    this.gone = true
    this.#link.end()
  }

  state(): WorkerState {
    const { program, startedAt, lastBeat, notAnswering, permissions } = this
    const calls = [...this.calls.values()].map(({ call: { block, type }, since }) => ({ block, type, since }))
    return {
      program: program.name,
      pid: this.#link.pid,
      startedAt,
      calls,
      lastBeat,
      notAnswering,
      permissions,
    }
  }

  #line(text: string): void {
    const message = readMessage(text)
    this.#heard()
    if (message.kind === 'refused') {
      this.#hear.fault(
        this,
        refusalFault(message),
        message.id === undefined ? undefined : this.calls.get(message.id),
      )
      return
    }
    if ('id' in message && this.late.has(message.id)) {
      if (message.kind === 'out' || message.kind === 'error') {
        this.late.delete(message.id)
        this.stopping.delete(message.id)
      }
      return
    }
    this.#hear.message(this, message)
  }

  #heard(): void {
    const now = this.#clock.monotonic()
    this.#pace = now - this.heardAt < QUICK_MS ? Math.min(this.#pace * 2, MOST_IN_PIPE) : 1
    this.heardAt = now
    this.lastBeat = this.#clock.now()
    this.notAnswering = false
    this.hasSpoken = true
  }

  #printedBytes(chunk: Buffer, stream: 'stdout' | 'stderr'): void {
    this.#printed[stream].push(chunk)
    const job = this.#first()
    if (job) this.logged(job, chunk.length)
    else {
      this.#printedIdle += chunk.length
      if (this.#printedIdle > MOST_LOG)
        this.#hear.fault(this, { code: 'worker.too-much-log', did: 'printed without end' })
    }
  }

  /** Counts what a call logs. */
  logged(job: Job, bytes: number): void {
    job.logged += bytes
    if (job.logged > MOST_LOG)
      this.#hear.fault(
        this,
        {
          code: 'worker.too-much-log',
          did: `printed more than ${MOST_LOG / 1024 / 1024} MB and was stopped`,
        },
        job,
      )
  }

  #said(level: 'info' | 'warn', line: string): void {
    this.lastWords.push(line)
    if (this.lastWords.length > LAST_LINES) this.lastWords.shift()
    this.#first()?.listener.log(level, line)
  }

  /** Whom words belong to that name no call. */
  #first(): Job | undefined {
    for (const job of this.calls.values()) return job
    return undefined
  }

  #ended(how: Ending): void {
    this.ended = true
    for (const lines of Object.values(this.#printed)) lines.end()
    // a half line tells more than that it ended, unless it was ended
    if (!this.gone) this.#reader.end()
    this.#hear.ended(this, how)
  }
}

function asFault(fault: LineFault): Fault {
  switch (fault) {
    case 'too-long':
      return { code: 'worker.line-too-long', did: 'wrote a line of more than 16 MB' }
    case 'not-utf8':
      return { code: 'worker.not-utf8', did: 'wrote bytes that are not UTF-8' }
    case 'half-line':
      return { code: 'worker.not-json', did: 'ended in the middle of a line' }
  }
}

const refusalFault = ({ code, what }: Refusal): Fault => ({
  code: `worker.${code}`,
  did: `wrote a line that ${what}`,
})
