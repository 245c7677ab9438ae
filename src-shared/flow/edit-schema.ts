import { z } from 'zod'
import { AppError } from '#shared/error'
import { shapeProblems } from './check-shape.ts'
import type { FlowEdit } from './flow-edit.ts'
import { guardJson } from './guard-json.ts'
import type { Json } from './json.ts'
import {
  blockSchema,
  linkSchema,
  monitorSchema,
  monitorsSchema,
  noteSchema,
  optionsSchema,
  pinsSchema,
  settingsSchema,
  variableSchema,
} from './schema.ts'

const id = z.string()
const index = z.number().int().min(0).optional()
const restore = z.literal(true).optional()
const value = z.custom<Json | undefined>(() => true).optional()
const pair = z.tuple([z.number(), z.number()])

const editSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('add-block'), block: blockSchema, index, restore }),
  z.object({ do: z.literal('remove-block'), id }),
  z.object({ do: z.literal('move-block'), id, at: pair.nullable() }),
  z.object({ do: z.literal('set-config'), id, key: z.string(), value }),
  z.object({ do: z.literal('set-options'), id, options: optionsSchema.optional() }),
  z.object({ do: z.literal('rename-block'), id, name: z.string(), restore }),
  z.object({ do: z.literal('set-collapsed'), id, collapsed: z.boolean().optional() }),
  z.object({ do: z.literal('set-version'), id, version: z.number() }),
  z.object({ do: z.literal('add-link'), link: linkSchema, index, restore }),
  z.object({ do: z.literal('remove-link'), link: linkSchema }),
  z.object({ do: z.literal('set-pin'), id, out: z.string(), value }),
  z.object({ do: z.literal('set-monitor'), variable: z.string(), monitor: monitorSchema.optional() }),
  z.object({
    do: z.literal('set-flow'),
    set: z.object({
      name: z.string().optional(),
      description: z.string().optional(),
      tags: z.array(z.string()).optional(),
      variables: z.array(variableSchema).optional(),
      notes: z.array(noteSchema).optional(),
      monitors: monitorsSchema.optional(),
      settings: settingsSchema.optional(),
      pins: pinsSchema.optional(),
    }),
    clear: z
      .array(z.enum(['description', 'tags', 'variables', 'notes', 'monitors', 'settings', 'pins']))
      .optional(),
  }),
])

/**
 * Edits that came from outside, guarded and of the right shape, so that applyEdits can trust them.
 * @throws AppError as guardJson; `flow.wrong-edit` with `details.index` and `details.path`
 */
export function acceptEdits(value: unknown): FlowEdit[] {
  guardJson(value)
  if (!Array.isArray(value)) throw wrongEdit('Edits come as a list.', {})
  return value.map((edit: unknown, index) => {
    const [wrong] = shapeProblems(edit, editSchema)
    if (wrong) throw wrongEdit(`Edit ${index + 1}: ${wrong.message}`, { index, path: wrong.path.join('.') })
    return edit as FlowEdit
  })
}

const wrongEdit = (message: string, details: Record<string, unknown>): AppError =>
  new AppError({
    code: 'flow.wrong-edit',
    message,
    fix: 'Send edits as the documentation of the API describes them.',
    details,
  })
