/**
 * One thread, seen from the main one. It has one step at a time, so that ending it hurts no other. Once it is told to
 * stop it has `stopMs`; a thread that was ended is never used again, whatever it still says.
 */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { Clock } from '../../runtime/ports.ts'
import { asFailure, asThrown } from './failure.ts'
import { tooMuchMemory } from './heavy-errors.ts'
import type { HeavyJob } from './heavy-job.ts'
import type { HeavyLimits } from './heavy-limits.ts'
import type { Answer, FromThread, ThreadStart, ToThread } from './heavy-messages.ts'
import { watchMemory } from './memory-watch.ts'
import { StepAnswers } from './step-answers.ts'
import { stepOrder } from './step-order.ts'

export type ThreadParts = {
  readonly clock: Clock
  readonly limits: HeavyLimits
  /** the thread's script */
  readonly script: string
  readonly root: string
  readonly home?: string | undefined
  /** folders that flows may use; null: every place the person may reach */
  allowed(): readonly string[] | null
  /** the host's own bin, where it has one */
  readonly bin?: ((path: string) => Promise<void>) | undefined
}

/** What its owner hears. */
export type ThreadOwner = {
  /** it is free again */
  free(thread: HeavyThread): void
  /** it takes no more; its step, if it had one, is another's to do or has failed */
  lost(thread: HeavyThread, job: HeavyJob | null, why: string | null): void
}

type Work = {
  readonly step: number
  readonly job: HeavyJob
  readonly answers: StepAnswers
  readonly stop: () => void
  readonly endWatch: () => void
  endGrace: () => void
}

/**
 * MB. V8 ends the whole process when one single thing does not fit under this, so it is out of reach, and the limit
 * that holds is looked after from outside.
 */
const OUT_OF_REACH = 4096
const YOUNG_MB = 48

export class HeavyThread {
  readonly #parts: ThreadParts
  readonly #owner: ThreadOwner
  readonly #worker: Worker
  readonly #answers: MessagePort
  readonly #flag = new Int32Array(new SharedArrayBuffer(4))
  #work: Work | null = null
  #steps = 0
  #isOver = false
  /** when it has ended; SQLite lets nobody end a thread before its statement is done */
  readonly gone: Promise<void>

  constructor(parts: ThreadParts, owner: ThreadOwner) {
    this.#parts = parts
    this.#owner = owner
    const { port1, port2 } = new MessageChannel()
    this.#answers = port1
    const start: ThreadStart = { root: parts.root, home: parts.home, answers: port2, flag: this.#flag }
    this.#worker = new Worker(parts.script, {
      name: 'heavy',
      // what the host was started with is not meant for it: a bench's probe, a debugger
      execArgv: [],
      workerData: start,
      transferList: [port2],
      resourceLimits: { maxOldGenerationSizeMb: OUT_OF_REACH, maxYoungGenerationSizeMb: YOUNG_MB },
    })
    this.#worker.on('message', (message: FromThread) => this.#heard(message))
    this.#worker.on('error', (error: Error) => this.#crashed(error.message))
    this.gone = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#answers.close()
        this.#crashed('its thread ended')
        resolve()
      })
    })
  }

  begin(job: HeavyJob): void {
    const { type, config, ctx } = job
    const { allowed, bin, clock, limits } = this.#parts
    const step = this.#steps++
    const heap = () => this.#worker.getHeapStatistics()
    const work: Work = {
      ...{ step, job, answers: new StepAnswers(config, ctx, bin) },
      stop: () => this.#stop(work),
      endWatch: watchMemory({ clock, limits, heap }, () =>
        this.end(tooMuchMemory(ctx.blockName, limits.memoryMb)),
      ),
      endGrace: () => {},
    }
    this.#work = work
    this.#worker.ref()
    ctx.signal.addEventListener('abort', work.stop, { once: true })
    const order = stepOrder({ step, type, config, ctx, allowed: allowed(), bin: bin !== undefined })
    this.#send({ do: 'run', order })
  }

  /** Ends it; its step fails with that. */
  end(thrown: unknown): void {
    const work = this.#leave(null)
    work?.job.failed(thrown)
  }

  #send(message: ToThread): void {
    this.#worker.postMessage(message)
  }

  #stop(work: Work): void {
    const { clock, limits } = this.#parts
    const { reason } = work.job.ctx.signal
    this.#send({ do: 'stop', step: work.step, why: asFailure(reason) })
    work.endGrace = clock.after(limits.stopMs, () => this.end(reason))
  }

  #over(work: Work | null): void {
    if (!work) return
    this.#work = null
    work.endWatch()
    work.endGrace()
    work.job.ctx.signal.removeEventListener('abort', work.stop)
  }

  #heard(message: FromThread): void {
    const work = this.#work
    // what is late is about a step that is over
    if (this.#isOver || !work || message.step !== work.step) {
      if (message.say === 'ask') this.#answer({ failure: { bug: 'the step is over' } })
      return
    }
    const { ctx } = work.job
    switch (message.say) {
      case 'ask': {
        // each in a turn of its own: what is large must not hold this thread
        const { ask } = message
        setImmediate(() => this.#answer(work.answers.to(ask)))
        return
      }
      case 'errand':
        void this.#runErrand(work, message)
        return
      case 'log':
        ctx.log[message.level](message.text)
        return
      case 'progress':
        ctx.progress(message.share, message.text)
        return
      case 'beat':
        ctx.heartbeat()
        return
      default:
        this.#ended(work, message)
    }
  }

  #answer(answer: Answer): void {
    if (this.#isOver) return
    this.#answers.postMessage(answer)
    Atomics.store(this.#flag, 0, 1)
    Atomics.notify(this.#flag, 0)
  }

  async #runErrand(work: Work, { id, errand }: Extract<FromThread, { say: 'errand' }>): Promise<void> {
    const back = await work.answers.run(errand).then(
      (value) => ({ value }),
      (thrown) => ({ failure: asFailure(thrown) }),
    )
    if (!this.#isOver) this.#send({ do: 'back', errand: id, ...back })
  }

  #ended(work: Work, message: Extract<FromThread, { say: 'end' | 'failed' }>): void {
    const { job, answers } = work
    this.#over(work)
    this.#worker.unref()
    if (message.say === 'failed') job.failed(asThrown(message.failure))
    else {
      const { out, same, value } = message
      if (value) answers.to({ do: 'give', piece: value })
      job.done(out === null ? {} : { [out]: same ? job.ctx.input : (answers.given ?? null) })
    }
    this.#owner.free(this)
  }

  #crashed(why: string): void {
    if (this.#isOver) return
    const isMemory = /memory/i.test(why)
    const job = this.#work?.job
    if (job && isMemory) this.end(tooMuchMemory(job.ctx.blockName, this.#parts.limits.memoryMb))
    else this.#leave(why)
  }

  /** @param why null: whoever ends it tells its step. @returns the step it had, if nobody else is told */
  #leave(why: string | null): Work | null {
    if (this.#isOver) return null
    this.#isOver = true
    const work = this.#work
    this.#over(work)
    void this.#worker.terminate()
    this.#worker.unref()
    this.#owner.lost(this, why === null ? null : (work?.job ?? null), why)
    return work
  }
}
