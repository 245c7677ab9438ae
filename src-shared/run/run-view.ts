import type { AppErrorShape } from '#shared/error'
import type { Json } from '#shared/flow'
import { configOf } from './config-of.ts'
import { sayAnswer } from './question.ts'
import type { Evaluated, LogEntry, RunEvent, StepReplied } from './run-event.ts'
import type { Pointer, RunWatcher } from './run-state.ts'
import type { StepView } from './run-summary.ts'
import { stepPath } from './step-path.ts'

export type BlockCounts = { started: number; ended: number; failed: number; active: number; passes: number }
export type ViewedLog = { at: number; level: string; text: string; block: string }
/** What changed since somebody looked last; never more than what the view itself keeps. */
export type ViewNews = { steps: Set<StepView>; blocks: Set<string>; links: Set<string>; logs: ViewedLog[] }

/** The steps a page of the history is cut from: after a step, of one block or of all. */
export type ViewWindow = { after: number; block?: string }

/** Lines a looker that does not look keeps waiting. */
const MOST_LOGS = 1000

/**
 * The steps of a run for people, made while the journal is folded: once for the history, or along with a
 * living run. It keeps the newest `keep` steps and the last one of each block, so that a run of a million
 * steps can be watched; or, of a window, the first `keep` after a step, for a page of the history. A step is made when
 * it starts and written to until it is over.
 */
export class RunView implements RunWatcher {
  readonly steps = new Map<number, StepView>()
  readonly counts = new Map<string, BlockCounts>()
  readonly links = new Map<string, number>()
  readonly #keep: number
  readonly #window: ViewWindow | null
  /** number of the pointer -> number of its step, while the step may still change */
  readonly #open = new Map<number, StepView>()
  readonly #lastOf = new Map<string, StepView>()
  readonly #lookers = new Set<ViewNews>()
  /** number of the pointer -> what happened to it before its step */
  readonly #before = new Map<number, { logs?: LogEntry[]; was?: Json }>()
  #made = 0
  #oldest = 0
  #event: RunEvent | null = null

  constructor(keep = Number.POSITIVE_INFINITY, window: ViewWindow | null = null) {
    this.#keep = keep
    this.#window = window
  }

  /** What changes from now on is gathered for this looker, until it takes it. */
  look(): ViewNews {
    const news: ViewNews = { steps: new Set(), blocks: new Set(), links: new Set(), logs: [] }
    this.#lookers.add(news)
    return news
  }
  lookAway(news: ViewNews): void {
    this.#lookers.delete(news)
  }
  get isWatched(): boolean {
    return this.#lookers.size > 0
  }

  seen(event: RunEvent): void {
    this.#event = event
    if (event.kind === 'ended' || event.kind === 'failed') this.#wrote(event.pointer, event.logs)
    if (event.kind === 'replied') this.#wrote(event.pointer, [replyLine(event)])
    if (event.kind === 'looked' && event.log) this.#saidBefore(event.pointer, event.block, event.log)
  }

  /** A breakpoint that only logs writes before the step is there. */
  #saidBefore(n: number, block: string, line: LogEntry): void {
    this.#before.set(n, { ...this.#before.get(n), logs: [line] })
    for (const news of this.#lookers) this.#addLogs(news, [line], block)
  }

  inputChanged(pointer: Pointer, was: Json): void {
    const before = this.#before.get(pointer.n)
    this.#before.set(pointer.n, { was, ...before })
    const step = this.#open.get(pointer.n)
    if (!step) return
    step.inputBefore ??= was
    this.#changed(step)
  }

  stepStarted(pointer: Pointer): void {
    const { block } = pointer
    const step: StepView = {
      seq: this.#made++,
      block: block.id,
      blockName: block.name,
      type: block.block.type,
      path: stepPath(pointer),
      visit: pointer.visit,
      attempts: 1,
      status: 'running',
      startedAt: pointer.startedAt,
      durationMs: null,
      input: pointer.value,
    }
    const event = this.#event
    const evaluated =
      event && 'pointer' in event && event.pointer === pointer.n ? (event as Evaluated) : NOTHING
    step.config = configOf(pointer, evaluated)
    if (event?.kind === 'called' && event.pointer === pointer.n) step.child = event.child
    const before = this.#before.get(pointer.n)
    if (before) {
      if (before.logs) step.logs = before.logs
      if (before.was !== undefined) step.inputBefore = before.was
      this.#before.delete(pointer.n)
    }
    this.#open.set(pointer.n, step)
    if (!this.#window) this.#isLast(step)
    if (this.#isInWindow(step)) this.steps.set(step.seq, step)
    const counts = this.#countsOf(step.block)
    counts.started++
    counts.active++
    this.#changed(step)
    if (event?.kind === 'ran' && event.pointer === pointer.n) this.#wrote(pointer.n, event.logs)
    this.#forgetOld()
  }

  sent(keys: readonly string[]): void {
    for (const key of keys) {
      this.links.set(key, (this.links.get(key) ?? 0) + 1)
      for (const news of this.#lookers) news.links.add(key)
    }
  }

  stepIs(pointer: Pointer, status: 'running' | 'waiting' | 'interrupted'): void {
    const step = this.#open.get(pointer.n)
    if (!step) return
    step.status = status
    step.attempts = Math.max(step.attempts, pointer.attempt)
    this.#changed(step)
  }

  /** A step that failed and goes on all the same stays a failed one. */
  stepLeft(pointer: Pointer, out: string, value: Json): void {
    this.#over(pointer, (step) => {
      if (step.status !== 'failed') step.status = 'succeeded'
      step.out = out
      step.output = value
    })
  }

  stepOver(pointer: Pointer): void {
    this.#over(pointer, (step) => {
      step.status = 'succeeded'
    })
  }

  stepFailed(pointer: Pointer, error: AppErrorShape, again: boolean): void {
    const step = this.#open.get(pointer.n)
    if (!step) return
    step.error = error
    step.attempts = Math.max(1, pointer.failures)
    step.status = again ? 'waiting' : 'failed'
    this.#countsOf(step.block).failed += again ? 0 : 1
    this.#changed(step)
    if (!again) this.#end(pointer, step)
  }

  stepDropped(pointer: Pointer): void {
    this.#over(pointer, (step) => {
      step.status = 'dropped'
    })
  }

  passStarted(pointer: Pointer, count: number): void {
    this.#countsOf(pointer.block.id).passes += count
    const step = this.#open.get(pointer.n)
    if (!step) return
    step.passes = (step.passes ?? 0) + count
    this.#changed(step)
  }

  #over(pointer: Pointer, write: (step: StepView) => void): void {
    const step = this.#open.get(pointer.n)
    if (!step) return
    write(step)
    this.#end(pointer, step)
  }

  /** A failure that `onError` lets go on still leaves by an output, so the step stays open for that. */
  #end(pointer: Pointer, step: StepView): void {
    if (step.durationMs === null) {
      const counts = this.#countsOf(step.block)
      counts.active--
      counts.ended++
      step.durationMs = Math.max(0, (this.#event?.at ?? step.startedAt) - step.startedAt)
    }
    const leavesYet = step.status === 'failed' && step.out === undefined && pointer.block.onError !== 'stop'
    if (!leavesYet) this.#open.delete(pointer.n)
    this.#changed(step)
    this.#forget(step)
  }

  #wrote(n: number, logs: readonly LogEntry[] | undefined): void {
    const step = this.#open.get(n)
    if (!step || !logs) return
    step.logs = [...(step.logs ?? []), ...logs]
    for (const news of this.#lookers) this.#addLogs(news, logs, step.block)
  }
  #addLogs({ logs }: ViewNews, lines: readonly LogEntry[], block: string): void {
    for (const line of lines) logs.push({ ...line, block })
    if (logs.length > MOST_LOGS) logs.splice(0, logs.length - MOST_LOGS)
  }

  #countsOf(block: string): BlockCounts {
    const known = this.counts.get(block)
    if (known) return known
    const made = { started: 0, ended: 0, failed: 0, active: 0, passes: 0 }
    this.counts.set(block, made)
    return made
  }

  #changed(step: StepView): void {
    for (const news of this.#lookers) {
      news.steps.add(step)
      news.blocks.add(step.block)
    }
  }

  #isLast(step: StepView): void {
    const before = this.#lastOf.get(step.block)
    this.#lastOf.set(step.block, step)
    if (before) this.#forget(before)
  }

  #isInWindow({ seq, block }: StepView): boolean {
    if (!this.#window) return true
    const { after, block: only } = this.#window
    return seq > after && (only === undefined || only === block) && this.steps.size < this.#keep
  }

  #forgetOld(): void {
    if (this.#window) return
    while (this.#made - this.#oldest > this.#keep) {
      const step = this.steps.get(this.#oldest++)
      if (step) this.#forget(step)
    }
  }

  /** Lets go of a step that is over, older than the newest `keep` and not the last of its block. */
  #forget(step: StepView): void {
    if (this.#window) return
    if (step.seq >= this.#oldest || step.durationMs === null || this.#lastOf.get(step.block) === step) return
    this.steps.delete(step.seq)
    for (const news of this.#lookers) news.steps.delete(step)
  }
}

const BY: Record<StepReplied['by'], string> = {
  desktop: 'on the desktop',
  browser: 'in the browser',
  link: 'by its link',
  command: 'by command',
  api: 'by a program',
}

/** Who answered what, as a line of the step's log. */
const replyLine = ({ at, by, answer }: StepReplied): LogEntry => ({
  at,
  level: 'info',
  text: `Answered ${BY[by]}: ${sayAnswer(answer)}`,
})

const NOTHING: Evaluated = {}
