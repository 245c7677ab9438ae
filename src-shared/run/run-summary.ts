import type { AppErrorShape } from '#shared/error'
import type { Json } from '#shared/flow'
import type { QuestionView } from './question.ts'

export const RUN_STATUSES = [
  'queued',
  'running',
  'paused',
  'waiting',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
] as const
export type RunStatus = (typeof RUN_STATUSES)[number]
export const isOver = (status: RunStatus): boolean =>
  status === 'succeeded' || status === 'failed' || status === 'cancelled'

/** Under way by itself: not over, and not asking a person how to go on after it was cut off. */
export const isUnderWay = (status: RunStatus): boolean => !isOver(status) && status !== 'interrupted'

/** What started a run. `block` is the hat's id. */
export type Trigger = { type: string; block: string; at: number; value: Json }

/** Where a run that does another one again began: at the hats, at all that was alive, or at one block. */
export type RerunFrom = 'start' | 'failed' | { readonly block: string }
/** The run that another one does again, by hand or by its trigger's retry. */
export type RunOrigin = { runId: string; from: RerunFrom }

/**
 * What became of a run that a trigger started and that failed for good. dead: somebody has to look.
 * retried: it was done again by hand. dismissed: it may rest.
 */
export const LETTERS = ['dead', 'retried', 'dismissed'] as const
export type Letter = (typeof LETTERS)[number]

/** One line of the history. Times are ms since the epoch. */
export type RunSummary = {
  id: string
  flowId: string
  flowName: string
  versionId: string
  status: RunStatus
  trigger: Trigger
  queuedAt: number
  startedAt: number | null
  endedAt: number | null
  durationMs: number | null
  /** steps ended so far */
  steps: number
  output?: Json
  error?: AppErrorShape
  /** since then its steps are gone (`keepRuns`) */
  prunedAt?: number
  origin?: RunOrigin
  /** which whole run this is for its trigger, from 2 on */
  attempt?: number
  letter?: Letter
  /** the step that called it */
  parent?: RunParent
  /** how many questions to people are open, while it is alive */
  questions?: number
  /** these; left out in lists */
  asks?: readonly QuestionView[]
  /** where it stands, while it is paused; left out in lists */
  standing?: RunStanding
}

/** `step`: its number (`seq`) in the run that called. */
export type RunParent = { readonly runId: string; readonly step: number }

/** Where a paused run stands. */
export type RunStanding = {
  why: 'pause' | 'breakpoint' | 'step'
  /** how often it has stopped so far: another number is another stop */
  stops: number
  /** number of the pointer that goes next; null: none is ready */
  at: number | null
  /** what the block it stands at would be done with, or why that cannot be evaluated */
  config?: Json
  configError?: AppErrorShape
  /** every variable that block sees */
  variables: Readonly<Record<string, Json>>
  /** why the condition that stopped the run could not be evaluated */
  problem?: AppErrorShape
  /** the first 100 */
  pointers: readonly PointerView[]
}

export type PointerView = {
  n: number
  block: string
  blockName: string
  path: string
  /** ready, running, waiting, ... */
  phase: string
  /** left out where it is long, except for the block the run stands at */
  input?: Json
}

export type StepStatus = 'running' | 'waiting' | 'succeeded' | 'failed' | 'dropped' | 'interrupted'

/** One step, for people and programs: what `runs show --json` prints. */
export type StepView = {
  /** number of the step, from 0, in the order in which steps started: unique in the run */
  seq: number
  block: string
  blockName: string
  type: string
  /** names the open scopes: `b5[3]/b7.then`; empty at the top */
  path: string
  visit: number
  attempts: number
  status: StepStatus
  startedAt: number
  durationMs: number | null
  input?: Json
  /** what arrived, where a person changed it while the run was paused */
  inputBefore?: Json
  /** the config after expressions were evaluated */
  config?: Json
  /** the output it left by, and the value that left */
  out?: string
  output?: Json
  error?: AppErrorShape
  /** calls: the run of the flow that was called */
  child?: string
  /** C-blocks: passes so far */
  passes?: number
  logs?: readonly { at: number; level: string; text: string }[]
}
