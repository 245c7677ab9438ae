import type { AppErrorShape } from '#shared/error'
import type { Json } from '#shared/flow'

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

/** What started a run. `block` is the hat's id. */
export type Trigger = { type: string; block: string; at: number; value: Json }

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
  /** the config after expressions were evaluated */
  config?: Json
  /** the output it left by, and the value that left */
  out?: string
  output?: Json
  error?: AppErrorShape
  /** C-blocks: passes so far */
  passes?: number
  logs?: readonly { at: number; level: string; text: string }[]
}
