import type {
  BlockComputer,
  BlockContext,
  BlockFiles,
  BlockState,
  CodeOrder,
  Digest,
  DigestName,
  ProgramOrder,
} from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { makeDice } from '#shared/run'
import type { StepOrder } from '../heavy-messages.ts'
import type { StepLink } from './step-link.ts'

/** What the thread's entry point brings along of the world. */
export type ThreadWorld = {
  files(order: StepOrder, link: StepLink, signal: AbortSignal): BlockFiles
  digest(name: DigestName, secret?: string): Digest
  perItem(order: StepOrder, link: StepLink, field: string): (item: Json, index: number) => Json | undefined
}

/** ms that a block may compute before the thread hears whether it is to stop. */
const SLICE = 20
/** ms between two words about how far it is */
const PROGRESS = 16
/** as many as the engine keeps */
const MOST_LINES = 1000

/** The context of a step in a thread: the same as on the main one, where the world allows it. */
export class ThreadContext implements BlockContext {
  readonly #order: StepOrder
  readonly #link: StepLink
  readonly #world: ThreadWorld
  readonly #stopper = new AbortController()
  readonly #dice: () => number
  #lines = 0
  #since = performance.now()
  #toldAt = Number.NEGATIVE_INFINITY
  #untold: { share: number; text: string | undefined } | null = null

  constructor(order: StepOrder, link: StepLink, world: ThreadWorld) {
    this.#order = order
    this.#link = link
    this.#world = world
    this.#dice = makeDice(order.seeds.block)
  }

  get signal(): AbortSignal {
    return this.#stopper.signal
  }
  stop(reason: unknown): void {
    this.#stopper.abort(reason)
  }

  get input(): Json {
    const { input } = this.#order
    return input !== undefined ? input : (this.#link.value({ of: 'input' }) as Json)
  }
  /** Whether it is the very object that came in; an input that was never looked at is not fetched for that. */
  isInput(value: unknown): boolean {
    const known = this.#order.input ?? this.#link.known({ of: 'input' })
    return typeof value === 'object' && value !== null && value === known
  }
  get vars(): JsonObject {
    return this.#link.value({ of: 'vars' }) as JsonObject
  }
  get blockName(): string {
    return this.#order.blockName
  }
  get idempotencyKey(): string {
    return this.#order.idempotencyKey
  }
  get deadline(): number | undefined {
    return this.#order.deadline
  }
  get zone(): string {
    return this.#order.zone
  }
  now(): number {
    return this.#order.now
  }
  random(): number {
    return this.#dice()
  }

  readonly log: BlockContext['log'] = {
    info: (text) => this.#write('info', text),
    warn: (text) => this.#write('warn', text),
    error: (text) => this.#write('error', text),
  }
  #write(level: 'info' | 'warn' | 'error', text: string): void {
    if (this.#lines++ < MOST_LINES) this.#link.say({ say: 'log', level, text: String(text) })
  }

  progress(share: number, text?: string): void {
    this.#untold = { share, text }
    if (performance.now() - this.#toldAt >= PROGRESS) this.tellProgress()
  }
  /** What was not told yet. */
  tellProgress(): void {
    if (!this.#untold) return
    this.#link.say({ say: 'progress', ...this.#untold })
    this.#untold = null
    this.#toldAt = performance.now()
  }
  heartbeat(): void {
    this.#link.say({ say: 'beat' })
  }

  get files(): BlockFiles {
    return this.#world.files(this.#order, this.#link, this.signal)
  }
  digest(name: DigestName, secret?: string): Digest {
    return this.#world.digest(name, secret)
  }
  secret(name: string): string {
    return this.#link.secret(name)
  }
  perItem(field: string): (item: Json, index: number) => Json | undefined {
    return this.#world.perItem(this.#order, this.#link, field)
  }

  breathe(): Promise<void> | undefined {
    if (performance.now() - this.#since < SLICE) return undefined
    return new Promise((resolve, reject) =>
      setImmediate(() => {
        this.#since = performance.now()
        if (this.signal.aborted) reject(this.signal.reason)
        else resolve()
      }),
    )
  }

  sleep(ms: number): Promise<void> {
    return this.#link.errand('sleep', [ms])
  }
  http(request: Parameters<BlockContext['http']>[0]): ReturnType<BlockContext['http']> {
    return this.#link.errand('http', [request])
  }
  // what heavy blocks do not have; see heavy-runners.ts
  openHttp(): never {
    throw notHere('openHttp')
  }
  emit(): never {
    throw notHere('emit')
  }
  respond(): never {
    throw notHere('respond')
  }
  runCode(order: CodeOrder): Promise<Json> {
    return this.#link.errand('runCode', [order])
  }
  readonly state: BlockState = {
    get: (key) => this.#link.errand('state.get', [key]),
    set: (key, value) => this.#link.errand('state.set', [key, value]),
    delete: (key) => this.#link.errand('state.delete', [key]),
  }
  readonly computer: BlockComputer = {
    notify: (title, text) => this.#link.errand('computer.notify', [title, text]),
    open: (what) => this.#link.errand('computer.open', [what]),
    readClipboard: () => this.#link.errand('computer.readClipboard', []),
    writeClipboard: (text) => this.#link.errand('computer.writeClipboard', [text]),
    run: (order: ProgramOrder) => this.#link.errand('computer.run', [order]),
    facts: () => this.#link.errand('computer.facts', []),
  }
}

const notHere = (what: string): Error => new Error(`a block that uses ctx.${what} cannot be heavy`)
