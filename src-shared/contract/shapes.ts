import { z } from 'zod'
import type { AppErrorShape, Problem } from '#shared/error'
import type { FlowComparison, FlowDocument, FlowEdit, Json, Link } from '#shared/flow'
import {
  ANSWER_KINDS,
  type Breakpoint,
  LETTERS,
  type QuestionView,
  RUN_STATUSES,
  type RunStanding,
  type RunSummary,
  type StepView,
} from '#shared/run'

/** JSON of any form. Depth and size are limited where bytes come in, so it is not walked twice here. */
export const json = z.custom<Json>((value) => value !== undefined).meta({ description: 'any JSON value' })
export const document = z
  .custom<FlowDocument>((v) => typeof v === 'object' && v !== null)
  .meta({ description: 'a flow as it stands in NAME.flow.json', type: 'object' })
export const edit = z
  .custom<FlowEdit>((v) => typeof v === 'object' && v !== null && 'do' in v)
  .meta({ description: 'one edit of a flow', type: 'object' })
export const problem = z
  .custom<Problem>()
  .meta({ description: 'what is wrong, where, what to do', type: 'object' })

export const runStatus = z.enum(RUN_STATUSES)
export const appError = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string().optional(),
  retryable: z.boolean().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
}) satisfies z.ZodType<AppErrorShape>

/** Where a run stops before a block: always, on a condition, from the n-th time on, or only to write into the log. */
export const breakpoint = z.object({
  /** id or name of the block */
  block: z.string(),
  /** an expression over what the block would see */
  condition: z.string().optional(),
  /** from this time on, counted from 1 */
  hits: z.number().int().min(1).optional(),
  /** never stops: writes this text */
  log: z.string().optional(),
}) satisfies z.ZodType<Breakpoint>

const runStanding = z.object({
  why: z.enum(['pause', 'breakpoint', 'step']),
  stops: z.number(),
  at: z.number().nullable(),
  config: json.optional(),
  configError: appError.optional(),
  variables: z.record(z.string(), json),
  problem: appError.optional(),
  pointers: z
    .array(
      z.object({
        n: z.number(),
        block: z.string(),
        blockName: z.string(),
        path: z.string(),
        phase: z.string(),
        input: json.optional(),
      }),
    )
    .readonly(),
}) satisfies z.ZodType<RunStanding>

/** A question that a flow asks people. Times are ms since the epoch. */
export const questionView = z.object({
  /** number of the pointer that asks: names the question in its run */
  pointer: z.number(),
  block: z.string(),
  blockName: z.string(),
  path: z.string(),
  question: z.string(),
  kind: z.enum(ANSWER_KINDS),
  choices: z.array(z.string()).readonly().optional(),
  since: z.number(),
  /** when it is too late; left out: never */
  until: z.number().optional(),
}) satisfies z.ZodType<QuestionView>

export const runSummary = z.object({
  id: z.string(),
  flowId: z.string(),
  flowName: z.string(),
  versionId: z.string(),
  status: runStatus,
  trigger: z.object({ type: z.string(), block: z.string(), at: z.number(), value: json }),
  queuedAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  durationMs: z.number().nullable(),
  steps: z.number(),
  output: json.optional(),
  error: appError.optional(),
  prunedAt: z.number().optional(),
  origin: z
    .object({
      runId: z.string(),
      from: z.union([z.enum(['start', 'failed']), z.object({ block: z.string() })]),
    })
    .optional(),
  attempt: z.number().optional(),
  letter: z.enum(LETTERS).optional(),
  parent: z.object({ runId: z.string(), step: z.number() }).optional(),
  /** open questions to people */
  questions: z.number().optional(),
  asks: z.array(questionView).readonly().optional(),
  standing: runStanding.optional(),
}) satisfies z.ZodType<RunSummary>

export const stepView = z.object({
  seq: z.number(),
  block: z.string(),
  blockName: z.string(),
  type: z.string(),
  path: z.string(),
  visit: z.number(),
  attempts: z.number(),
  status: z.enum(['running', 'waiting', 'succeeded', 'failed', 'dropped', 'interrupted']),
  startedAt: z.number(),
  durationMs: z.number().nullable(),
  input: json.optional(),
  inputBefore: json.optional(),
  child: z.string().optional(),
  config: json.optional(),
  out: z.string().optional(),
  output: json.optional(),
  error: appError.optional(),
  passes: z.number().optional(),
  logs: z
    .array(z.object({ at: z.number(), level: z.string(), text: z.string() }))
    .readonly()
    .optional(),
}) satisfies z.ZodType<StepView>

export const flowSummary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  /** number of the newest version, 0 before the first */
  version: z.number(),
  /** of the draft; goes up by one with every edit */
  revision: z.number(),
  createdAt: z.number(),
  changedAt: z.number(),
  blocks: z.number(),
  /** when it was switched on, ms since the epoch; null: it is off, its triggers start nothing */
  onSince: z.number().nullable(),
  /** number of the version its triggers run; null: it is off */
  onVersion: z.number().nullable(),
  /** it is on, and its draft is another than what its triggers run */
  changedSinceOn: z.boolean(),
  problems: z.number(),
  lastRun: z.object({ id: z.string(), status: runStatus, at: z.number() }).nullable(),
})
export type FlowSummary = z.infer<typeof flowSummary>

export const flowDraft = flowSummary.extend({ document, problemList: z.array(problem) })
export type FlowDraft = z.infer<typeof flowDraft>

/** A version that a person made of a flow, by save, run or import. */
export const flowVersion = z.object({ version: z.number(), versionId: z.string(), createdAt: z.number() })

const blockMention = z.object({ id: z.string(), name: z.string(), type: z.string() })
const fieldChange = z.object({
  path: z.array(z.string()).readonly(),
  before: json.optional(),
  after: json.optional(),
})
const link = z.custom<Link>().meta({ description: 'from one output of a block to another', type: 'object' })
export const flowComparison = z.object({
  added: z.array(blockMention).readonly(),
  removed: z.array(blockMention).readonly(),
  changed: z.array(blockMention.extend({ fields: z.array(fieldChange).readonly() })).readonly(),
  moved: z.array(z.string()).readonly(),
  links: z.object({ added: z.array(link).readonly(), removed: z.array(link).readonly() }),
  flow: z.array(fieldChange).readonly(),
}) satisfies z.ZodType<FlowComparison>

/** Batches of a live run: only what is new since the batch before. The first one holds all there is. */
export const runNews = z.object({
  run: runSummary.optional(),
  /** steps that started, changed or ended; the newest state of each. Long runs: the last 500 and one per block */
  steps: z.array(stepView),
  /** counts over the whole run */
  counts: z.record(
    z.string(),
    z.object({
      started: z.number(),
      ended: z.number(),
      failed: z.number(),
      active: z.number(),
      passes: z.number(),
    }),
  ),
  /** values that went along links: `from|out|to` -> count */
  links: z.record(z.string(), z.number()),
  logs: z.array(z.object({ at: z.number(), level: z.string(), text: z.string(), block: z.string() })),
  /** the run's own variables that hold something new; of what is long the beginning, with `whole`: how much there is */
  variables: z.record(z.string(), z.object({ value: json, whole: z.number().optional() })).optional(),
  done: z.boolean(),
})
export type RunNews = z.infer<typeof runNews>

export const token = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.number(),
  expiresAt: z.number().nullable(),
  lastUsedAt: z.number().nullable(),
})
export type Token = z.infer<typeof token>

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), /** give it back to get the next page */ next: z.string().nullable() })
export const cursor = z.object({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})
/** ms since the epoch, or ISO with a zone: 2026-05-01T12:00:00Z */
export const moment = z
  .union([z.number(), z.string().regex(/^\d{1,15}$/), z.iso.datetime({ offset: true })])
  .transform((given) =>
    typeof given === 'number' || /^\d+$/.test(given) ? Number(given) : Date.parse(given),
  )
export const id = z.object({ id: z.string() })
