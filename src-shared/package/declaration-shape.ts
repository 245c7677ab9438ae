import { z } from 'zod'
import { CATEGORIES } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'

/** Colours that packages may take: starts and control belong to the engine. */
const COLOURS = CATEGORIES.filter((one) => one !== 'start' && one !== 'control')
const KINDS = [
  ...[
    'text',
    'long-text',
    'code',
    'number',
    'duration',
    'time',
    'schedule',
    'zone',
    'yes-no',
    'condition',
    'choice',
    'list',
    'map',
  ],
  ...['table', 'secret', 'value', 'file', 'folder', 'url', 'variable', 'flow'],
] as const
const KEY = /^(?!__proto__$|constructor$|prototype$)[A-Za-z][A-Za-z0-9_-]{0,39}$/

const words = (longest: number) => z.string().min(1).max(longest)
const json = z.custom<Json>((value) => value !== undefined)
const object = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)
const key = z.string().regex(KEY, 'is no name for a field or output')
const yes = z.boolean().optional()

const plainField = z.strictObject({
  kind: z.enum(KINDS),
  title: words(60),
  help: z.string().max(300).optional(),
  hint: z.string().max(60).optional(),
  required: yes,
  when: z
    .strictObject({
      by: key,
      in: z
        .array(z.union([z.string().max(100), z.boolean()]))
        .min(1)
        .max(100)
        .optional(),
    })
    .optional(),
  or: key.optional(),
  default: json.optional(),
  raw: yes,
  secrets: yes,
  unit: z.string().max(20).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  whole: yes,
  entries: yes,
  of: z.enum(['file', 'folder']).optional(),
  advanced: yes,
  choices: z
    .array(z.strictObject({ value: words(100), title: words(60) }))
    .min(1)
    .max(100)
    .optional(),
})
const field = plainField.extend({ columns: z.record(key, plainField).optional() })

const seconds = z.string().regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, 'is no length of time such as 30s')
const effectKind = z.enum(['pure', 'read', 'write'])
/** The form of a declaration that comes from outside, with its defaults. What form alone does not show is looked at after it. */
export const declarationShape = z.strictObject({
  type: z.string().max(81),
  version: z.int().min(1).max(100_000),
  category: z.enum(COLOURS as [string, ...string[]]).default('computer'),
  shape: z.literal('stack', 'is not "stack": hats, C-blocks and caps belong to the engine').default('stack'),
  effect: z.union([
    effectKind,
    z.strictObject({
      by: key,
      pure: z.array(z.string().max(100)).max(100).optional(),
      read: z.array(z.string().max(100)).max(100),
      otherwise: effectKind,
    }),
  ]),
  idempotent: z
    .union([
      z.boolean(),
      z.strictObject({ by: key, when: z.array(z.union([z.string().max(100), z.boolean()])).max(100) }),
    ])
    .optional(),
  title: words(60),
  sentence: words(200),
  summary: z.string().max(300).default(''),
  keywords: z.array(words(40)).max(30).default([]),
  fields: z.record(key, field).default({}),
  outputs: z.record(key, z.strictObject({ title: words(60), example: json.optional() })),
  examples: z
    .array(
      z.strictObject({
        config: object,
        input: json,
        output: json.optional(),
        note: z.string().max(300).optional(),
      }),
    )
    .max(20)
    .default([]),
  defaults: z
    .strictObject({
      timeout: seconds.optional(),
      retry: z
        .strictObject({
          times: z.int().min(0).max(100),
          wait: seconds,
          backoff: z.enum(['fixed', 'linear', 'exponential']),
          max: seconds,
          jitter: z.boolean(),
        })
        .partial()
        .optional(),
    })
    .optional(),
})
