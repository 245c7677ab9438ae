import { z } from 'zod'
import { listOf, recordOf } from './bounded-schema.ts'
import {
  type Block,
  type BlockOptions,
  type FlowDocument,
  type FlowSettings,
  type Link,
  MONITOR_LOOKS,
  type Monitor,
  type Note,
  type RetryOptions,
  type Variable,
} from './document.ts'
import type { Json, JsonObject } from './json.ts'

// Kinds only. What a value means (durations, names, links) is the work of checkFlow, so that a flow with
// such a problem can still be opened and mended.

const json = z.custom<Json>((value) => value !== undefined, { error: 'a value' })
const object = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  { error: 'an object' },
)
const pair = z.tuple([z.number(), z.number()])

export const retrySchema = z.looseObject({
  times: z.number().optional(),
  wait: z.string().optional(),
  backoff: z.enum(['fixed', 'linear', 'exponential']).optional(),
  max: z.string().optional(),
  jitter: z.boolean().optional(),
}) satisfies z.ZodType<Partial<RetryOptions>>

export const optionsSchema = z.looseObject({
  timeout: z.string().optional(),
  retry: retrySchema.optional(),
  onError: z.enum(['stop', 'continue', 'branch']).optional(),
  disabled: z.boolean().optional(),
  again: z.boolean().optional(),
}) satisfies z.ZodType<BlockOptions>

export const blockSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  version: z.number(),
  name: z.string(),
  config: object,
  options: optionsSchema.optional(),
  at: pair.optional(),
  collapsed: z.boolean().optional(),
}) satisfies z.ZodType<Block>

export const linkSchema = z.looseObject({
  from: z.string(),
  out: z.string(),
  to: z.string(),
  snap: z.boolean().optional(),
}) satisfies z.ZodType<Link>

export const noteSchema = z.looseObject({ at: pair, size: pair, text: z.string() }) satisfies z.ZodType<Note>

export const monitorSchema = z.looseObject({
  at: pair,
  size: pair.optional(),
  look: z.enum(MONITOR_LOOKS).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
}) satisfies z.ZodType<Monitor>

export const monitorsSchema = recordOf(monitorSchema)

export const variableSchema = z.looseObject({
  name: z.string(),
  value: json,
  keep: z.boolean().optional(),
}) satisfies z.ZodType<Variable>

export const keepRunsSchema = z.looseObject({ days: z.number(), count: z.number() })

export const settingsSchema = z.looseObject({
  overlap: z.enum(['queue', 'skip', 'parallel']).optional(),
  concurrency: z.number().optional(),
  timeout: z.string().optional(),
  maxSteps: z.number().optional(),
  keepRuns: keepRunsSchema.optional(),
}) satisfies z.ZodType<Partial<FlowSettings>>

export const pinsSchema = recordOf(recordOf(json))

export const flowSchema = z.looseObject({
  format: z.literal(1),
  id: z.string().optional(),
  name: z.string(),
  description: z.string().optional(),
  tags: listOf(z.string()).optional(),
  variables: listOf(variableSchema).optional(),
  blocks: listOf(blockSchema),
  links: listOf(linkSchema),
  notes: listOf(noteSchema).optional(),
  monitors: monitorsSchema.optional(),
  pins: pinsSchema.optional(),
  settings: settingsSchema.optional(),
}) satisfies z.ZodType<FlowDocument>
