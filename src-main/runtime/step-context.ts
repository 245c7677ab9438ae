import type {
  AnswerTaken,
  BlockComputer,
  BlockContext,
  BlockFiles,
  BlockState,
  CodeOrder,
  Digest,
  DigestName,
  HttpAnswer,
  HttpReading,
  HttpRequest,
  StopSignal,
  WebAnswer,
} from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { idempotencyKey, type LogEntry, makeDice, type Pointer, type RunState, stepSeed } from '#shared/run'
import { namedPlaces } from './named-places.ts'
import { perItemOf } from './per-item.ts'
import type { PreparedBlock } from './prepared-flow.ts'
import type { RunPorts } from './run-ports.ts'
import { maskedStates } from './secrets/masked-states.ts'
import type { RunSecrets } from './secrets/run-secrets.ts'
import { ItemScope, StepScope, variablesInSight } from './step-scope.ts'
import { StepState } from './step-state.ts'
import type { HttpAsker } from './world.ts'

/** What a step's surroundings are made of; one per run. */
export type Surroundings = {
  runId: string
  state: RunState
  ports: RunPorts
  /** null: the flow names none */
  secrets: RunSecrets | null
  hands: readonly PreparedBlock[]
}

/** Everything a block may touch during one attempt. Parts that few blocks use are made when asked for. */
export class StepContext implements BlockContext {
  readonly input: Json
  /** null until the block says something */
  logs: LogEntry[] | null = null
  share: { share: number; text?: string } | null = null
  #at: number
  #around: Surroundings
  #pointer: Pointer
  #visit: number
  #stopper: AbortController | null = null
  #dice: (() => number) | null = null
  #state: StepState | null = null
  #sending: (() => void)[] | null = null
  #named: ((url: string) => boolean) | null = null
  /** its slice of the thread began then */
  #since: number

  constructor(around: Surroundings, pointer: Pointer, visit: number, at: number) {
    this.#around = around
    this.#pointer = pointer
    this.#visit = visit
    this.#at = at
    this.input = pointer.value
    this.#since = around.ports.clock.monotonic()
  }

  get signal(): StopSignal {
    return this.#stop.signal
  }
  get #stop(): AbortController {
    this.#stopper ??= new AbortController()
    return this.#stopper
  }
  abort(reason: unknown): void {
    this.#stop.abort(reason)
  }

  get blockName(): string {
    return this.#pointer.block.name
  }
  get vars(): JsonObject {
    return variablesInSight(this.#pointer.scope)
  }
  get deadline(): number | undefined {
    const { timeoutMs } = this.#pointer.block
    return timeoutMs > 0 ? this.#at + timeoutMs : undefined
  }

  get idempotencyKey(): string {
    const { runId, state } = this.#around
    return idempotencyKey(state.order?.keysOf ?? runId, this.#pointer, this.#visit)
  }

  get log(): BlockContext['log'] {
    return {
      info: (text) => this.#write('info', text),
      warn: (text) => this.#write('warn', text),
      error: (text) => this.#write('error', text),
    }
  }
  #write(level: LogEntry['level'], text: string): void {
    this.logs ??= []
    if (this.logs.length < MOST_LINES)
      this.logs.push({ at: this.#around.ports.clock.now(), level, text: String(text) })
  }

  progress(share: number, text?: string): void {
    const { secrets } = this.#around
    this.share = { share, text: text !== undefined && secrets ? secrets.maskText(text) : text }
  }

  /** Work in this process is heard of by what it does. */
  heartbeat(): void {}

  get files(): BlockFiles {
    return this.#around.ports.world.files(this.signal)
  }

  get computer(): BlockComputer {
    const { world } = this.#around.ports
    if (!world.computer) throw new Error('there is no computer in this world')
    return world.computer(this.signal)
  }

  http(request: HttpRequest): Promise<HttpAnswer> {
    return this.#around.ports.world.http(request, this.signal, this.#asker())
  }
  async openHttp(request: HttpRequest): Promise<HttpReading> {
    const { world } = this.#around.ports
    if (!world.openHttp) throw new Error('no answer is read in pieces in this world')
    return world.openHttp(request, this.signal, this.#asker())
  }
  #asker(): HttpAsker {
    const { document } = this.#around.state.flow
    const named = () =>
      (this.#named ??= namedPlaces([this.#pointer.block.config, document.variables ?? null]))
    return { named: (url) => named()(url), deadline: this.deadline }
  }

  async runCode(order: CodeOrder): Promise<Json> {
    const { world } = this.#around.ports
    if (!world.runCode) throw new Error('no code runs in this world')
    return world.runCode(order, this)
  }

  get state(): BlockState {
    const { state, ports, secrets } = this.#around
    const { id, declaration } = this.#pointer.block
    const owner = { flowId: state.order?.flowId ?? '', block: id, type: declaration.type }
    const states = secrets ? maskedStates(ports.states, secrets) : ports.states
    this.#state ??= new StepState(owner, states, ports.stateTurns, this.signal)
    return this.#state
  }
  /** The step ended well, and its end was noted in this turn: what it remembers and what it sends go with it. */
  keepState(): void {
    this.#state?.keep()
    for (const send of this.#sending ?? []) send()
  }
  dropState(): void {
    this.#state?.drop()
  }

  emit(name: string, payload: Json): number {
    const { runId, ports, secrets } = this.#around
    const from = { runId, block: this.#pointer.block.id }
    const masked = secrets ? secrets.mask(payload) : payload
    const nth = this.#sending ? `#${this.#sending.length}` : ''
    const key = this.idempotencyKey + nth
    const { listeners, send } = ports.events.prepare({ name, payload: masked, from, key })
    this.#sending = [...(this.#sending ?? []), send]
    return listeners
  }

  respond(answer: WebAnswer): AnswerTaken {
    const { runId, ports } = this.#around
    return ports.responses.give(runId, answer)
  }

  secret(name: string): string {
    const { hands, secrets } = this.#around
    const { block } = this.#pointer
    if (!secrets || !hands[block.index]?.secrets?.names.has(name)) throw notNamed(name, block.name)
    return secrets.use(name)
  }

  digest(name: DigestName, secret?: string): Digest {
    return this.#around.ports.world.digest(name, secret)
  }

  get zone(): string {
    return this.#around.ports.world.zone
  }

  sleep(ms: number): Promise<void> {
    const { signal } = this
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal.reason)
      if (signal.aborted) return stop()
      const cancel = this.#around.ports.clock.after(ms, () => {
        signal.removeEventListener('abort', stop)
        resolve()
      })
      signal.addEventListener('abort', cancel, { once: true })
      signal.addEventListener('abort', stop, { once: true })
    })
  }

  perItem(key: string): (item: Json, index: number) => Json | undefined {
    const { runId, state, ports, hands } = this.#around
    const { world, evaluator } = ports
    const { reads } = hands[this.#pointer.block.index] as PreparedBlock
    const of = { state, runId, world, reads }
    return perItemOf(
      evaluator,
      key,
      new ItemScope(of, this.#pointer, this.input, this.#at),
      this.#pointer.block,
    )
  }

  /** What a thread has to know to make this context again (src-main/workers/heavy). */
  inside() {
    const { runId, state, ports, hands } = this.#around
    const { reads } = hands[this.#pointer.block.index] as PreparedBlock
    const of = { state, runId, world: ports.world, reads }
    const items = stepSeed(state.order?.seed ?? 0, this.#pointer.n)
    return {
      seeds: { block: this.#blockSeed, items },
      scope: new StepScope(of, this.#pointer, this.input, this.#at),
    }
  }
  get #blockSeed(): number {
    return stepSeed(~(this.#around.state.order?.seed ?? 0), this.#pointer.n)
  }

  breathe(): Promise<void> | undefined {
    const { clock } = this.#around.ports
    if (clock.monotonic() - this.#since < SLICE) return undefined
    return new Promise((resolve, reject) =>
      setImmediate(() => {
        this.#since = clock.monotonic()
        if (this.#stopper?.signal.aborted) reject(this.#stopper.signal.reason)
        else resolve()
      }),
    )
  }

  now(): number {
    return this.#at
  }

  random(): number {
    this.#dice ??= makeDice(this.#blockSeed)
    return this.#dice()
  }
}

const notNamed = (name: string, block: string): AppError =>
  new AppError({
    code: 'secret.not-named',
    message: `"${block}" asked for the secret "${name.slice(0, 100)}", which its fields do not name.`,
    fix: `Name it where it is used: {{ secrets.NAME }} in a field, or secret("NAME") in code.`,
    details: { secret: name.slice(0, 100) },
  })

/** ms that a block may compute before others get their turn. */
const SLICE = 8

/** Lines one attempt may log; a block that never stops talking must not fill the memory. */
const MOST_LINES = 1000
