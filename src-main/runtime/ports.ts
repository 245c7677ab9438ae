import type { AnswerTaken, WebAnswer } from '#shared/block'
import type { AppErrorShape } from '#shared/error'
import type { FlowDocument, Json } from '#shared/flow'
import type { JournalEntry, Letter, RunOrigin, RunParent, RunStatus, Trigger } from '#shared/run'

/** Wall time, monotonic time and timers. The simulator turns its own. */
export type Clock = {
  /** ms since the epoch */
  now(): number
  /** ms, never goes back */
  monotonic(): number
  /** calls `then` after `ms`; gives back what cancels it */
  after(ms: number, then: () => void): () => void
}

/** Makes sortable ids: `run_01JD...`. */
export type Ids = { next(prefix: 'flw' | 'ver' | 'run' | 'tok' | 'snp' | 'b'): string }

/** True randomness, only for seeds. A step's dice come from its run's seed. */
export type Dice = { seed(): number }

/** One run's row, beside its journal. */
export type RunRow = {
  id: string
  flowId: string
  flowName: string
  versionId: string
  status: RunStatus
  trigger: Trigger
  queuedAt: number
  /** it may not begin before; missing: at once */
  startsAt?: number
  startedAt: number | null
  endedAt: number | null
  steps: number
  output?: Json
  error?: AppErrorShape
  /** since then only this row is left of it, its steps are gone; ms since the epoch */
  prunedAt?: number
  /** the step that called it */
  parent?: RunParent
  /** the run it does again, and which whole run of its trigger it is (from 2 on) */
  origin?: RunOrigin
  attempt?: number
  letter?: Letter
  /** open questions of a run that is alive here; they follow from its journal, so they are not stored */
  questions?: number
}
export type RunRowChange = Partial<
  Pick<RunRow, 'status' | 'startedAt' | 'endedAt' | 'steps' | 'output' | 'error' | 'letter'>
>

/**
 * The journal: the only truth about runs. Everything appended is buffered and goes to disk in groups,
 * within 5 ms or 256 events, or at the end of the turn when anybody awaits `flush`.
 * When a commit fails the journal is *halted*: `flush` rejects with AppError `store.cannot-write`,
 * nothing buffered is lost, and it tries again until it succeeds.
 */
export type Journal = {
  openRun(run: RunRow): void
  changeRun(id: string, change: RunRowChange): void
  append(runId: string, entries: readonly JournalEntry[]): void
  /** resolves when everything given before this call is on disk (SQLite, synchronous=FULL) */
  flush(): Promise<void>
  /** all entries of a run, also those not yet on disk, in order of seq; checksums are verified */
  read(runId: string): JournalEntry[]
  /** the same in pieces, from a seq on; what is given while somebody walks comes too */
  walk(runId: string, from?: number): Iterable<readonly JournalEntry[]>
  /** runs that are not over, oldest first: for recovery at start */
  unfinished(): RunRow[]
  get(runId: string): RunRow | undefined
  /** when the newest runs of a hat began, ms since the epoch, of those on disk; a journal that no host leaves behind has none */
  begunBefore?(hat: HatId, most: number): number[]
  /** told whenever halted changes */
  onHalt(listener: (halted: AppErrorShape | null) => void): () => void
}

/** Small facts of the whole data folder, by key; on disk when `set` returns. */
export type RuntimeSettings = {
  get(key: string): Json | undefined
  /** @throws AppError `store.cannot-write` */
  set(key: string, value: Json): void
}

/** Versions of flows by content: the same content is the same version. */
export type Versions = {
  load(versionId: string): FlowDocument | undefined
  /** id of the version of a flow that was made last; undefined: there is no such flow, or it has none */
  newest(flowId: string): string | undefined
  /** the name of a flow that was deleted and can be brought back */
  deletedName?(flowId: string): string | undefined
}

/** A block of a flow. One of another type that came to the same id has a state of its own. */
export type StateOwner = { flowId: string; block: string; type: string }

/** What blocks remember between runs, as JSON by key; changes go into the same commit as the step that made them. */
export type BlockStates = {
  read(owner: StateOwner): ReadonlyMap<string, string>
  /** undefined takes the key away */
  set(owner: StateOwner, key: string, text: string | undefined): void
}

/** Values of `keep: true` variables, by flow; changes go into the same commit as the step that made them. */
export type KeptVariables = {
  read(flowId: string): Readonly<Record<string, Json>>
  set(flowId: string, name: string, value: Json): void
}

/** Which version of which flow wants a secret. */
export type SecretUser = { flowId: string; versionId: string }

/** Values that blocks may use and nobody sees. */
export type Secrets = {
  /** @throws AppError `secret.missing`, `secret.not-for-this-flow`, `secret.wrong-key`, `secret.key-*`, `secret.keychain-*` */
  use(name: string, user: SecretUser): string
  /** the value, to mask it; undefined when there is none that this flow may use. Counts as no use */
  peek(name: string, user: SecretUser): string | undefined
  has(name: string): boolean
  /** goes up when anything about secrets changes */
  revision(): number
  /** a text that nobody can guess, another one each time */
  mark(): string
}

/** A hat of a flow, which starts runs of it. */
export type HatId = { readonly flowId: string; readonly block: string }

/** What is remembered of a trigger between starts of the host. Times are ms since the epoch. */
export type TriggerRecord = {
  /** false: switched off by itself, while its flow is on */
  enabled: boolean
  /** the next time it is due; null: nothing is planned, or its kind has no times */
  due: number | null
  firedAt: number | null
  /** runs it started, times that went by without one, calls that its limit or its flow's overlap rule turned away */
  fired: number
  missed: number
  dropped: number
  /** of the runs it started, those that failed for good */
  failed: number
  /** why it does not work, as long as it does not */
  error: AppErrorShape | null
  /** what its kind remembers */
  memory: Json
}
export type TriggerChange = Partial<TriggerRecord>

/** Something about a trigger that is no run, for its history. */
export type TriggerNote = { at: number; what: 'missed' | 'dropped' | 'skipped' | 'failed'; text: string }

/** A flow that is switched on, and the version its triggers run. */
export type SwitchedOn = { flowId: string; versionId: string; since: number }

/** A file as it was seen last, for what has changed since. */
export type SeenFile = { path: string; size: number; modified: number; inode: string }

/** What triggers know of the files they watch. */
export type WatchedFilesStore = {
  seen(hat: HatId): SeenFile[]
  see(hat: HatId, file: SeenFile): void
  unsee(hat: HatId, path: string): void
  /** paths at which something happened for which no run was queued yet */
  noticed(hat: HatId): string[]
  notice(hat: HatId, path: string): void
  unnotice(hat: HatId, path: string): void
}

/**
 * What triggers remember. Changes wait for the journal's next commit, so that a firing is on disk together with
 * the run it queued; what is read here already knows them.
 */
export type TriggerStore = WatchedFilesStore & {
  switchedOn(): SwitchedOn[]
  read(hat: HatId): TriggerRecord
  change(hat: HatId, change: TriggerChange): void
  note(hat: HatId, note: TriggerNote): void
  /** the run that a call with this key has started already */
  runOf(hat: HatId, key: string): string | undefined
  /** from now on `runOf` gives this run */
  keep(hat: HatId, key: string, runId: string, at: number): void
  /** when its last runs could begin, newest first; those that a person does again are not its own */
  lastFired(hat: HatId, most: number): number[]
}

/** Addresses under which anybody who has them may answer a question of a run. */
export type AskLinks = {
  /** undefined: this host can be reached under none */
  to(runId: string, pointer: number): string | undefined
}

/** An event that one flow sends to others. */
export type SentEvent = {
  readonly name: string
  readonly payload: Json
  readonly from: { readonly runId: string; readonly block: string }
  /** the same for every attempt at one step: an event with a key that is known already is the same one */
  readonly key: string
}

/** What takes events from flows to the flows that begin with them. */
export type Events = {
  /**
   * Finds who listens and checks what is sent; nothing happens yet.
   * `send` is called in the turn in which the end of the step is noted, and must queue the runs in that very turn, so that
   * both are in one commit. After a crash it may be called again, with the same key.
   * @throws AppError that fails the step: `event.does-not-fit`
   */
  prepare(event: SentEvent): { /** flows that will start */ readonly listeners: number; send(): void }
}

/** Calls from the web that wait for the flow they started. */
export type Responses = {
  /**
   * Answers the call that started a run. What was promised is on disk before it: the receiver waits for the journal's
   * flush.
   */
  give(runId: string, answer: WebAnswer): AnswerTaken
}
