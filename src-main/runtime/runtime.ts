import type { BlockCatalog, BlockRunner, StopSignal } from '#shared/block'
import type { RunNews } from '#shared/contract'
import type { Evaluator } from '#shared/expression'
import type { FlowDocument, Json } from '#shared/flow'
import type { Breakpoint, RunStanding, RunSummary, Trigger } from '#shared/run'
import { controlRuns, type RunControl } from './control-runs.ts'
import { LiveRuns } from './live-runs.ts'
import { watchRun, watchRuns } from './live-views.ts'
import type {
  AskLinks,
  BlockStates,
  Clock,
  Dice,
  Events,
  Ids,
  Journal,
  KeptVariables,
  Responses,
  RunRow,
  RuntimeSettings,
  Secrets,
  Versions,
} from './ports.ts'
import { questionsOf, type RunQuestions } from './questions.ts'
import { careForRuns, type RunCare } from './run-care.ts'
import { standingOf } from './standing.ts'
import type { World } from './world.ts'

/** The limit of a trigger whose runs wait for their turn. */
export type RunPace = { readonly most: number; readonly perMs: number }

/** What a run is ordered with. */
export type RunOrder = {
  flowId: string
  versionId: string
  document: FlowDocument
  /** missing: none was given, a hat may take its sample */
  input?: Json
  variables?: Readonly<Record<string, Json>>
  /** missing: somebody pressed Run */
  trigger?: Trigger
  /** it may begin then, ms since the epoch; missing: at once */
  due?: number
  /** no more than so many runs of its hat begin within that time */
  pace?: RunPace
  /** its id, made before it; missing: a new one */
  id?: string
  /** where it stops before a block (id or name) */
  breakpoints?: readonly Breakpoint[]
}

export type Runtime = RunControl &
  RunCare &
  RunQuestions & {
    /** @returns the run's id. @throws AppError `flow.has-problems` with `details.problems`, `run.skipped` */
    start(order: RunOrder): string
    cancel(runId: string): void
    /** when it is over and on disk. @throws AppError `run.not-found`, or why the disk refuses */
    ended(runId: string): Promise<RunRow>
    /** as it is at this moment; undefined when no such run is alive here */
    get(runId: string): RunRow | undefined
    /** whether it stands in line: for its time, for the limit of its trigger, or for other runs */
    waits(runId: string): boolean
    /** the document of a version that was run here not long ago, and need not be read again */
    documentOf(versionId: string): FlowDocument | undefined
    /** told of every run that ends, in the turn of its last event: what the listener gives to the store is in the same
     * commit. `again`: its trigger tries it once more. @returns what ends it */
    onEnd(listener: (run: RunRow, again: boolean) => void): () => void
    /** where a run that is paused here stands */
    standing(runId: string): RunStanding | undefined
    /** what the own variables of a run that is alive here hold at this moment */
    variables(runId: string): ReadonlyMap<string, Json> | undefined
    /** live views: batches with backpressure, at most one every 16 ms; the first holds all there is */
    watch(runId: string, signal: StopSignal): AsyncIterable<RunNews>
    watchAll(signal: StopSignal): AsyncIterable<RunSummary[]>
    /** takes up what a crash left, at the exact step */
    recover(): Promise<void>
    /** graceful: no new runs, 10 s for the running ones, the rest is left in the journal */
    stop(): Promise<void>
  }

export type RuntimeParts = {
  journal: Journal
  versions: Versions
  kept: KeptVariables
  /** missing: blocks remember things as long as this host lives */
  states?: BlockStates
  catalog: BlockCatalog
  runners: ReadonlyMap<string, BlockRunner>
  /** goes up when blocks come or go; missing: they never do */
  revision?(): number
  evaluator: Evaluator
  world: World
  clock: Clock
  ids: Ids
  dice: Dice
  /** missing: there are none */
  secrets?: Secrets
  /** missing: questions have no links */
  askLinks?: AskLinks
  /** missing: nobody listens to events of flows */
  events?: Events
  /** missing: no call from the web waits for a run */
  responses?: Responses
  /** missing: nothing is remembered */
  settings?: RuntimeSettings
  limits?: { running?: number; stopMs?: number }
  /** told of mistakes of the engine itself */
  onBug?(error: unknown, where: string): void
}

/** Makes the engine of a host. Nothing runs before `start` or `recover`. */
export function createRuntime(parts: RuntimeParts): Runtime {
  const runs = new LiveRuns(parts)
  return {
    start: (order) => runs.start(order),
    cancel: (runId) => runs.cancel(runId),
    ended: (runId) => runs.ended(runId),
    get: (runId) => runs.get(runId),
    waits: (runId) => runs.waits(runId),
    documentOf: (versionId) => runs.documentOf(versionId),
    onEnd: (listener) => runs.onEnd(listener),
    standing: (runId) => standingOf(runs.find(runId), parts),
    ...controlRuns(runs),
    ...careForRuns(runs),
    ...questionsOf(runs),
    variables: (runId) => runs.find(runId)?.loop.state.root.vars ?? undefined,
    watch: (runId, signal) => watchRun(runs, runId, signal),
    watchAll: (signal) => watchRuns(runs, signal),
    recover: async () => runs.recover(),
    stop: () => runs.stop(parts.limits?.stopMs ?? 10_000),
  }
}
