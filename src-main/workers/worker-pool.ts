import type { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import type { Clock } from '../runtime/ports.ts'
import { Brake } from './brake.ts'
import { Crew } from './crew.ts'
import { type Answer, Job, type JobOrder } from './job.ts'
import { POOL_LIMITS, type PoolLimits } from './pool-limits.ts'
import { LONGEST_LINE, PROTOCOL_VERSION } from './protocol/limits.ts'
import type { ToWorker } from './protocol/message.ts'
import { poolCloses, workerError } from './worker-errors.ts'
import type { Launch } from './worker-link.ts'
import type { CallListener, WorkerCall, WorkerProgram, WorkerResult, WorkerState } from './worker-program.ts'

/** A config that was made with another version of its block. */
export type Migration = { readonly type: string; readonly from: number; readonly config: JsonObject }

export type WorkerPool = {
  /**
   * Does one call in a worker of the program.
   * @throws AppError `worker.*` for what its worker did (docs/internals/worker-protocol.md), the block's own error,
   *   or the reason of the listener's signal
   */
  run(program: WorkerProgram, call: WorkerCall, listener: CallListener): Promise<WorkerResult>
  /** the declarations a package has, unchecked. @throws as `run` */
  describe(program: WorkerProgram, listener?: CallListener): Promise<readonly Json[]>
  /** @throws as `run` */
  migrate(program: WorkerProgram, migration: Migration, listener?: CallListener): Promise<JsonObject>
  /** who works on what at this moment */
  workers(): WorkerState[]
  /** told when workers come, go or stop answering; gives back what ends that */
  watch(listener: () => void): () => void
  /** waits for nothing; no process is left when it resolves */
  close(): Promise<void>
}

export type PoolParts = {
  readonly clock: Clock
  readonly launch: Launch
  readonly limits?: Partial<PoolLimits>
}

/** Makes a pool. Nothing is started before it is needed. */
export const openPool = (parts: PoolParts): WorkerPool => new Pool(parts)

const UNHEARD: CallListener = {
  signal: new AbortController().signal,
  log: () => {},
  progress: () => {},
}
/** ms in which a package says what it has, or brings a config up to date */
const ASK_MS = 10_000

class Pool implements WorkerPool {
  readonly #clock: Clock
  readonly #launch: Launch
  readonly #limits: PoolLimits
  readonly #brake: Brake
  readonly #crews = new Map<string, Crew>()
  readonly #watchers = new Set<() => void>()
  #ids = 0
  #looking = false
  #closed = false

  constructor({ clock, launch, limits }: PoolParts) {
    this.#clock = clock
    this.#launch = launch
    this.#limits = { ...POOL_LIMITS, ...limits }
    this.#brake = new Brake(() => clock.monotonic(), this.#limits.crashMs)
  }

  async run(program: WorkerProgram, call: WorkerCall, listener: CallListener): Promise<WorkerResult> {
    const id = ++this.#ids
    const { type, version, config, input, key, deadline } = call
    const until = deadline === undefined ? undefined : { deadline: new Date(deadline).toISOString() }
    const message: ToWorker = {
      v: PROTOCOL_VERSION,
      id,
      do: 'run',
      type,
      version,
      config,
      input,
      key,
      ...until,
    }
    const answer = await this.#ask(program, 'run', call, message, id, listener)
    return answer as WorkerResult
  }

  async describe(program: WorkerProgram, listener = UNHEARD): Promise<readonly Json[]> {
    const call = this.#question(program, '', {})
    const answer = await this.#ask(program, 'describe', call, { do: 'describe' }, ++this.#ids, listener)
    return (answer as { blocks: readonly Json[] }).blocks
  }

  async migrate(program: WorkerProgram, migration: Migration, listener = UNHEARD): Promise<JsonObject> {
    const id = ++this.#ids
    const call = this.#question(program, migration.type, migration.config)
    const message: ToWorker = { v: PROTOCOL_VERSION, id, do: 'migrate', ...migration }
    const answer = await this.#ask(program, 'migrate', call, message, id, listener)
    return (answer as { config: JsonObject }).config
  }

  workers(): WorkerState[] {
    return [...this.#crews.values()].flatMap((crew) => crew.workers.map((worker) => worker.state()))
  }

  watch(listener: () => void): () => void {
    this.#watchers.add(listener)
    return () => void this.#watchers.delete(listener)
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#crews.values()].map((crew) => crew.close(poolCloses())))
  }

  /** What is asked of the package itself, by nobody's step. */
  #question(program: WorkerProgram, type: string, config: JsonObject): WorkerCall {
    const deadline = this.#clock.now() + ASK_MS
    return { block: program.name, type, version: 0, config, input: null, key: '', deadline, again: false }
  }

  #ask(
    program: WorkerProgram,
    ask: JobOrder['ask'],
    call: WorkerCall,
    message: ToWorker,
    id: number,
    listener: CallListener,
  ): Promise<Answer> {
    if (this.#closed) throw poolCloses()
    if (listener.signal.aborted) throw listener.signal.reason
    const line = `${JSON.stringify(message)}\n`
    if (isTooLong(line)) throw tooLarge(program, call)
    const job = new Job({ id, ask, call, line, listener }, this.#clock.monotonic())
    this.#crewOf(program).give(job)
    this.#lookAfter()
    return job.answer
  }

  #crewOf(program: WorkerProgram): Crew {
    const known = this.#crews.get(program.key)
    if (known) return known
    const changed = () => this.#changed()
    const parts = { launch: this.#launch, clock: this.#clock, limits: this.#limits, brake: this.#brake }
    const crew = new Crew({ program, ...parts, changed })
    this.#crews.set(program.key, crew)
    return crew
  }

  #changed(): void {
    // programs come and go with every change of a package
    for (const [key, crew] of this.#crews) if (crew.isEmpty) this.#crews.delete(key)
    for (const watcher of this.#watchers) watcher()
  }

  /** Looks at busy workers now and then, for as long as there are any. */
  #lookAfter(): void {
    if (this.#looking) return
    this.#looking = true
    this.#clock.after(this.#limits.lookMs, () => {
      this.#looking = false
      if (this.#closed) return
      const busy = [...this.#crews.values()].filter((crew) => crew.isBusy)
      for (const crew of busy) crew.lookAfter()
      if (busy.length > 0) this.#lookAfter()
    })
  }
}

/** A character takes three bytes at most, so most lines need not be measured. */
const isTooLong = (line: string): boolean =>
  line.length > LONGEST_LINE || (line.length * 3 > LONGEST_LINE && Buffer.byteLength(line) > LONGEST_LINE)

const tooLarge = (program: WorkerProgram, call: WorkerCall): AppError =>
  workerError(program, call, {
    code: 'worker.input-too-large',
    did: 'was to be given more than 16 MB at once',
    fix: 'Write it to a file and pass the file on, or work in smaller pieces.',
  })
