import type { Json, JsonObject } from './json.ts'

/** The words of design page 2: one flow as it stands in NAME.flow.json. Unknown keys are kept. */
export type FlowDocument = {
  format: 1
  id?: string
  name: string
  description?: string
  tags?: readonly string[]
  variables?: readonly Variable[]
  blocks: readonly Block[]
  links: readonly Link[]
  notes?: readonly Note[]
  /** variables that are watched on the canvas, by their name */
  monitors?: Readonly<Record<string, Monitor>>
  /** block id -> output -> sample value */
  pins?: Readonly<Record<string, Readonly<Record<string, Json>>>>
  settings?: Partial<FlowSettings>
}

export type Variable = { name: string; value: Json; keep?: boolean }

export type Block = {
  id: string
  type: string
  version: number
  name: string
  config: JsonObject
  options?: BlockOptions
  /** canvas units; meant only for the head of a stack, the rest hang from it */
  at?: readonly [x: number, y: number]
  collapsed?: boolean
}

export type BlockOptions = {
  timeout?: string
  retry?: Partial<RetryOptions>
  onError?: 'stop' | 'continue' | 'branch'
  disabled?: boolean
  /** after a crash in mid-write: do it again without asking */
  again?: boolean
}

export type RetryOptions = {
  times: number
  wait: string
  backoff: 'fixed' | 'linear' | 'exponential'
  max: string
  jitter: boolean
}

/** From one output of a block to another block. `snap`: drawn as hanging together. */
export type Link = { from: string; out: string; to: string; snap?: boolean }

export type Note = { at: readonly [number, number]; size: readonly [number, number]; text: string }

/** Where the look is left out it follows from what the variable holds. */
export type Monitor = {
  /** canvas units */
  at: readonly [x: number, y: number]
  size?: readonly [width: number, height: number]
  look?: MonitorLook
  /** of a slider */
  min?: number
  max?: number
  step?: number
}

export const MONITOR_LOOKS = ['value', 'list', 'slider'] as const
export type MonitorLook = (typeof MONITOR_LOOKS)[number]

export type FlowSettings = {
  overlap: 'queue' | 'skip' | 'parallel'
  concurrency: number
  timeout: string
  maxSteps: number
  keepRuns: { days: number; count: number }
}

export const DEFAULT_SETTINGS: FlowSettings = {
  overlap: 'queue',
  concurrency: 1,
  timeout: '1h',
  maxSteps: 10_000_000,
  keepRuns: { days: 30, count: 10_000 },
}
