import type { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import type { Clock, Dice, HatId, RunRow, TriggerRecord, WatchedFilesStore } from '../runtime/ports.ts'

/** A hat of a version that is switched on. */
export type Hat = HatId & {
  readonly type: string
  readonly flowName: string
  readonly blockName: string
  readonly versionId: string
  /** as it stands in the flow: texts with `{{ }}` are not evaluated */
  readonly written: JsonObject
}

/** What a kind says happened. */
export type Happening = {
  /** what the run starts with */
  value: Json
  /** ms since the epoch; missing: now */
  at?: number
  /** the same key starts one run, however often it comes, over restarts too */
  key?: string
  /** the id that its run gets; missing: a new one */
  runId?: string
}

/**
 * What became of it. `known`: its key has started that run before. `dropped`: its limit was reached, or its flow is
 * running and says to skip.
 */
export type Fired =
  | { outcome: 'started' | 'queued' | 'known'; runId: string }
  | { outcome: 'dropped' | 'skipped'; why: string; retryAfterMs?: number }

/** What kinds of triggers are given. */
export type TriggerHost = {
  readonly clock: Clock
  readonly dice: Dice
  onBug(error: unknown): void
  /** IANA zone of this machine */
  readonly zone: string
  /**
   * The hat's config with its texts evaluated and its defaults filled in; values of secrets are in it.
   * @throws AppError `expression.*`, `config.*`, `secret.*`
   */
  config(hat: Hat): JsonObject
  record(hat: HatId): TriggerRecord
  /** what is to be remembered; on disk with what is fired in this turn */
  remember(hat: HatId, what: { due?: number | null; memory?: Json }): void
  /** files as a kind knows them; changes are on disk with what is fired in the same turn */
  files: WatchedFilesStore
  /** times that went by and start no run */
  missed(hat: Hat, count: number, text: string): void
  /** a call that was turned away; it counts as dropped */
  refused(hat: Hat, why: string): void
  /**
   * Queues a run, in this turn; it is on disk when `flush` resolves, together with what was remembered.
   * @throws AppError `host.stops`, `host.stopped-all`, `store.cannot-write`: nothing was queued, try again later
   */
  fire(hat: Hat, what: Happening): Fired
  flush(): Promise<void>
  /** a run as it is now; undefined: there is none */
  run(runId: string): RunRow | undefined
  /** it stopped working on its own; it is armed again after a while */
  failed(hat: Hat, error: AppError): void
  /** told of every run that comes to an end, within the turn of its last event; `again`: its trigger tries it once more */
  onEnd(listener: (run: RunRow, again: boolean) => void): () => void
}

/**
 * One kind of trigger; it looks after all hats of its kind. Hats are armed when their flow is switched on or saved
 * and when the host starts, disarmed when it is switched off, paused, or the host stops.
 */
export type TriggerRunner = {
  /** @throws AppError why it does not work: shown on the hat, and tried again after a while */
  arm(hat: Hat): void | Promise<void>
  disarm(hat: Hat): void | Promise<void>
  /** it is on, but may not fire now: all triggers are paused, or the kill switch is on. `disarm` or `arm` ends it */
  rest?(hat: Hat): void
  /** what its state shows besides: its next time, its address, what the person should know though it works */
  status?(hat: Hat): { next?: number | null; address?: string; warning?: string }
  /** its next times, at most `count`, ms since the epoch */
  nextTimes?(hat: Hat, count: number): number[]
  /** the machine woke, or its clock was set */
  woke?(): void
  /** all hats that are on at the start are armed: what happens once at the start, happens now */
  started?(): void
  close?(): void | Promise<void>
}

/** A kind, by the type of its hats. */
export type TriggerKind = {
  readonly type: string
  make(host: TriggerHost): TriggerRunner
}
