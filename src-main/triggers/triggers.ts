import { AppError } from '#shared/error'
import type { FlowDocument, Json } from '#shared/flow'
import type {
  Clock,
  Dice,
  HatId,
  RunRow,
  RuntimeSettings,
  SwitchedOn,
  TriggerChange,
  TriggerStore,
} from '../runtime/ports.ts'
import { Agenda } from './agenda.ts'
import { Firing, type RunStarter } from './firing.ts'
import type { HatConfigs } from './hat-config.ts'
import { hatsIn } from './hats-in.ts'
import { Orders } from './orders.ts'
import { countFailures } from './run-failures.ts'
import { sideBySide } from './side-by-side.ts'
import { type Standing, viewOf } from './standing-hat.ts'
import { couldNotListen, noSuchTrigger } from './trigger-errors.ts'
import type { Fired, Happening, Hat, TriggerHost, TriggerKind, TriggerRunner } from './trigger-runner.ts'
import type { TriggerState, TriggerView } from './trigger-view.ts'

/** The key of the setting: since when every trigger is paused. */
export const PAUSED_KEY = 'triggersPausedSince'
/** ms until a trigger that failed is armed again; doubles up to the last */
const [FIRST_AGAIN, LAST_AGAIN] = [1000, 300_000]

/** What triggers need of the runtime. */
export type TriggerRuntime = RunStarter & {
  /** ms since the epoch; null: the kill switch is off */
  stoppedSince(): number | null
  /** the document of a version that was run here not long ago, and need not be read again */
  documentOf(versionId: string): FlowDocument | undefined
  /** told of every run that ends, in the turn of its last event; `again`: it is tried once more */
  onEnd(listener: (run: RunRow, again: boolean) => void): () => void
}

export type TriggerParts = {
  store: TriggerStore & { switchOn(flow: SwitchedOn): void; switchOff(flowId: string): void }
  runtime: TriggerRuntime
  journal: { flush(): Promise<void>; get(runId: string): RunRow | undefined }
  versions: { load(versionId: string): FlowDocument | undefined }
  settings: RuntimeSettings
  kinds: readonly TriggerKind[]
  hats: HatConfigs
  clock: Clock
  dice: Dice
  zone: string
  /** false: this host keeps what is switched on, and fires nothing (a one-shot command) */
  arms: boolean
  onBug(error: unknown, where: string): void
}

const nameOf = ({ flowId, block }: HatId): string => `${flowId}\n${block}`

/**
 * All triggers of the flows that are switched on. Invariants:
 * - a hat is armed in at most one version, that which its flow was switched on with or saved in last;
 * - nothing fires while triggers are paused or the kill switch is on;
 * - one that cannot be armed shows why and is tried again; the others go on.
 */
export class Triggers {
  readonly #parts: TriggerParts
  readonly #runners: ReadonlyMap<string, TriggerRunner>
  readonly #firing: Firing
  readonly #again: Agenda<Standing>
  readonly #flows = new Map<string, SwitchedOn>()
  readonly #standing = new Map<string, Standing>()
  readonly #orders = new Orders()
  readonly #listeners = new Set<() => void>()
  readonly #leave: (() => void)[] = []
  #pausedSince: number | null
  #running = false

  constructor(parts: TriggerParts) {
    this.#parts = parts
    const { clock, store, runtime, onBug } = parts
    this.#again = new Agenda(clock, (error) => onBug(error, 'arming a trigger'))
    this.#firing = new Firing({ clock, store, runs: runtime, documentOf: (id) => this.#documentOf(id) })
    const paused = parts.settings.get(PAUSED_KEY)
    this.#pausedSince = typeof paused === 'number' ? paused : null
    const host = this.#host()
    this.#runners = new Map(parts.kinds.map((kind) => [kind.type, kind.make(host)]))
    this.#leave.push(countFailures(runtime, store, (flowId) => this.isOn(flowId)))
    for (const flow of store.switchedOn()) this.#keep(flow)
  }

  /** Arms what is switched on. */
  async start(): Promise<void> {
    this.#running = true
    await this.follow()
    for (const runner of this.#runners.values()) runner.started?.()
  }

  /** Arms or disarms everything, as pause and kill switch say now. */
  async follow(): Promise<void> {
    const all = [...this.#standing.values()]
    const wanted = this.#mayArm()
    await sideBySide(all, (one) => (wanted ? this.#arm(one) : this.#rest(one)))
    this.#tell()
  }

  /** The triggers of a flow run this version from now on; on disk when it resolves. */
  async switchOn(flowId: string, versionId: string): Promise<void> {
    const since = this.#flows.get(flowId)?.since ?? this.#parts.clock.now()
    const flow = { flowId, versionId, since }
    const isNewest = this.#orders.next(flowId)
    if (!this.#flows.has(flowId)) await this.#forgetTimes(flow)
    if (!isNewest()) return
    this.#parts.store.switchOn(flow)
    await this.#release(flowId)
    if (!isNewest()) return
    this.#keep(flow)
    await sideBySide(this.#of(flowId), (one) => this.#arm(one))
    await this.#parts.journal.flush()
    this.#tell()
  }

  async switchOff(flowId: string): Promise<void> {
    this.#parts.store.switchOff(flowId)
    await this.forget(flowId)
  }

  /** The flow was deleted, with all that is known of its triggers. */
  async forget(flowId: string): Promise<void> {
    const isNewest = this.#orders.next(flowId)
    await this.#release(flowId)
    if (isNewest()) this.#flows.delete(flowId)
    this.#tell()
  }

  /** A flow that is on was saved: its triggers run what was saved. */
  async saved(flowId: string, versionId: string): Promise<void> {
    const flow = this.#flows.get(flowId)
    if (flow && flow.versionId !== versionId) await this.switchOn(flowId, versionId)
  }

  isOn(flowId: string): boolean {
    return this.#flows.has(flowId)
  }

  /** Switches one trigger of a flow that is on. @throws AppError `trigger.not-found` */
  async enable(hat: HatId, enabled: boolean): Promise<void> {
    const one = this.#find(hat)
    const isBack = enabled && !this.#parts.store.read(hat).enabled
    this.#parts.store.change(hat, { enabled, ...(isBack && { due: null }) })
    await this.#disarm(one)
    if (enabled && this.#mayArm()) await this.#arm(one)
    else if (!enabled) one.state = 'off'
    await this.#parts.journal.flush()
    this.#tell()
  }

  /** Fires a trigger by hand. @throws AppError `trigger.not-found`, those of starting a run */
  async fire(hat: HatId, value: Json | undefined): Promise<Fired> {
    const one = this.#find(hat)
    const fired = this.#fire(one.hat, { value: value ?? (one.hat.written.sample as Json) ?? null })
    await this.#parts.journal.flush()
    return fired
  }

  /** Every trigger waits until somebody says to go on, over restarts too. @throws AppError `store.cannot-write` */
  async pause(): Promise<void> {
    this.#pausedSince ??= this.#parts.clock.now()
    this.#parts.settings.set(PAUSED_KEY, this.#pausedSince)
    await this.follow()
  }
  /** @throws AppError `store.cannot-write`; they then stay paused */
  async goOn(): Promise<void> {
    this.#parts.settings.set(PAUSED_KEY, null)
    this.#pausedSince = null
    await this.follow()
  }
  /** ms since the epoch; null: they are not */
  pausedSince(): number | null {
    return this.#pausedSince
  }

  /** in the order in which their flows were switched on, then as they stand in the flow */
  list(flowId?: string): TriggerView[] {
    return [...this.#standing.values()]
      .filter(({ hat }) => flowId === undefined || hat.flowId === flowId)
      .map((one) => this.#view(one))
  }
  /** With the value it fires by hand with. @throws AppError `trigger.not-found` */
  show(hat: HatId): TriggerView & { sample: Json } {
    const one = this.#find(hat)
    return { ...this.#view(one), sample: one.hat.written.sample ?? null }
  }

  /** The next times of a trigger, ms since the epoch; none where its kind has no times. @throws AppError */
  nextTimes(hat: HatId, count: number): number[] {
    const one = this.#find(hat)
    return one.runner?.nextTimes?.(one.hat, count) ?? []
  }

  /** Told whenever the state of any trigger may have changed. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The machine woke, or its clock was set. */
  woke(): void {
    this.#again.look()
    for (const runner of this.#runners.values()) runner.woke?.()
  }

  async stop(): Promise<void> {
    this.#running = false
    await Promise.all([...this.#standing.values()].map((one) => this.#disarm(one)))
    for (const runner of this.#runners.values()) await runner.close?.()
    for (const leave of this.#leave) leave()
    this.#again.stop()
  }

  /** Meanwhile its flow may have been switched off, or on with another version. */
  #stands(one: Standing): boolean {
    return this.#standing.get(nameOf(one.hat)) === one
  }

  #mayArm(): boolean {
    const { arms, runtime } = this.#parts
    return arms && this.#running && this.#pausedSince === null && runtime.stoppedSince() === null
  }

  /** Times that went by while a flow was off were not missed: on disk before it is on. */
  async #forgetTimes(flow: SwitchedOn): Promise<void> {
    const { store, versions, journal } = this.#parts
    const document = versions.load(flow.versionId)
    for (const hat of document ? hatsIn(document, flow) : [])
      if (store.read(hat).due !== null) store.change(hat, { due: null })
    await journal.flush()
  }

  #keep(flow: SwitchedOn): void {
    const document = this.#parts.versions.load(flow.versionId)
    this.#flows.set(flow.flowId, flow)
    if (!document) return
    for (const hat of hatsIn(document, flow))
      this.#standing.set(nameOf(hat), {
        ...{ hat, runner: this.#runners.get(hat.type) ?? null, state: 'elsewhere', error: null },
        ...{ failures: 0, retryAt: null, turn: 0, held: false },
      })
  }

  async #release(flowId: string): Promise<void> {
    const those = this.#of(flowId)
    await sideBySide(those, (one) => this.#disarm(one))
    for (const { hat } of those) this.#standing.delete(nameOf(hat))
  }

  #of(flowId: string): Standing[] {
    return [...this.#standing.values()].filter(({ hat }) => hat.flowId === flowId)
  }

  async #arm(one: Standing): Promise<void> {
    if (!this.#mayArm() || !this.#stands(one)) return
    if (!one.runner || one.state === 'armed' || !this.#parts.store.read(one.hat).enabled) return
    one.turn += 1
    const { turn } = one
    this.#firing.forget(one.hat)
    try {
      await this.#parts.hats.ready(one.hat)
      if (turn !== one.turn) return
      one.held = true
      await one.runner.arm(one.hat)
      if (turn !== one.turn) return
      one.state = 'armed'
      one.failures = 0
      this.#setError(one, null)
    } catch (thrown) {
      if (turn === one.turn) this.#failed(one, this.#asError(thrown, one))
    }
  }

  async #disarm(one: Standing): Promise<void> {
    one.turn += 1
    this.#again.drop(one)
    one.retryAt = null
    one.state = 'elsewhere'
    if (!one.runner || !one.held) return
    one.held = false
    try {
      await one.runner.disarm(one.hat)
    } catch (thrown) {
      this.#parts.onBug(thrown, `disarming "${one.hat.blockName}"`)
    }
  }

  /** It is on, but nothing may fire now. */
  async #rest(one: Standing): Promise<void> {
    if (this.#mayArm() || !this.#stands(one)) return
    await this.#disarm(one)
    if (!one.runner?.rest || !this.#running || !this.#parts.store.read(one.hat).enabled) return
    one.held = true
    one.runner.rest(one.hat)
  }

  #failed(one: Standing, error: AppError): void {
    one.state = 'failed'
    this.#setError(one, error)
    const wait = Math.min(FIRST_AGAIN * 2 ** one.failures, LAST_AGAIN)
    one.failures += 1
    one.retryAt = this.#parts.clock.now() + wait
    this.#again.set(one, one.retryAt, () => {
      void this.#arm(one).then(() => this.#tell())
    })
    this.#tell()
  }

  #setError(one: Standing, error: AppError | null): void {
    one.error = error
    const { store, clock } = this.#parts
    const before = store.read(one.hat).error
    if (before?.code === error?.code && before?.message === error?.message) return
    store.change(one.hat, { error: error?.toJSON() ?? null })
    if (error) store.note(one.hat, { at: clock.now(), what: 'failed', text: error.message })
  }

  #asError(thrown: unknown, { hat }: Standing): AppError {
    if (thrown instanceof AppError) return thrown
    this.#parts.onBug(thrown, `arming "${hat.blockName}" of "${hat.flowName}"`)
    return couldNotListen(hat, thrown)
  }

  #fire(hat: Hat, what: Happening): Fired {
    const fired = this.#firing.fire(hat, this.#parts.hats.read(hat), what)
    this.#tell()
    return fired
  }

  #host(): TriggerHost {
    const { clock, dice, zone, store, journal, runtime, hats, onBug } = this.#parts
    return {
      ...{ clock, dice, zone },
      config: (hat) => hats.read(hat),
      onBug: (error) => onBug(error, 'a trigger'),
      record: (hat) => store.read(hat),
      files: store,
      remember: (hat, what) => store.change(hat, what as TriggerChange),
      missed: (hat, count, text) => {
        store.change(hat, { missed: store.read(hat).missed + count })
        store.note(hat, { at: clock.now(), what: 'missed', text })
      },
      refused: (hat, why) => {
        store.change(hat, { dropped: store.read(hat).dropped + 1 })
        store.note(hat, { at: clock.now(), what: 'dropped', text: why })
      },
      fire: (hat, what) => this.#fire(hat, what),
      flush: () => journal.flush(),
      run: (runId) => journal.get(runId),
      failed: (hat, error) => {
        const one = this.#standing.get(nameOf(hat))
        if (one?.hat === hat) this.#failed(one, error)
      },
      onEnd: (listener) => {
        const leave = runtime.onEnd(listener)
        this.#leave.push(leave)
        return leave
      },
    }
  }

  #view(one: Standing): TriggerView {
    const record = this.#parts.store.read(one.hat)
    return viewOf(one, record, this.#stateOf(one, record.enabled))
  }

  #stateOf(one: Standing, enabled: boolean): TriggerState {
    if (!enabled) return 'off'
    if (!one.runner || one.state !== 'elsewhere') return one.state
    if (this.#parts.runtime.stoppedSince() !== null) return 'stopped'
    return this.#pausedSince === null ? 'elsewhere' : 'paused'
  }

  /** Read when it fires: the documents of all flows that are on would be most of what their triggers hold. */
  #documentOf(versionId: string): FlowDocument {
    const { runtime, versions } = this.#parts
    const document = runtime.documentOf(versionId) ?? versions.load(versionId)
    if (!document) throw new Error(`version ${versionId} is not kept`)
    return document
  }

  #find(hat: HatId): Standing {
    const one = this.#standing.get(nameOf(hat))
    if (one) return one
    throw noSuchTrigger(hat)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
