import type { Json } from '#shared/flow'
import type { BlockDeclaration } from './define-block.ts'
import type { Field, FieldKind, Fields } from './field.ts'

export type JsonSchema = { readonly [key: string]: Json }

/**
 * JSON Schema (draft 2020-12) of a block's finished config: after expressions are evaluated and
 * defaults filled in. For programs and docs; the engine itself uses `finishConfig`.
 */
export function configSchema(declaration: Pick<BlockDeclaration, 'type' | 'title' | 'fields'>): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: declaration.title,
    ...rowSchema(declaration.fields),
  }
}

function rowSchema(fields: Fields): JsonSchema {
  const entries = Object.entries(fields)
  const required = entries.filter(([, field]) => field.required && field.default === undefined)
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([key, field]) => [key, fieldSchema(field)])),
    ...(required.length > 0 && { required: required.map(([key]) => key) }),
    additionalProperties: false,
  }
}

/** JSON Schema of what one field holds. */
const fieldSchema = (field: Field): JsonSchema => ({
  title: field.title,
  ...(field.help !== undefined && { description: field.help }),
  ...shapeOf(field),
  ...(field.default !== undefined && { default: field.default }),
})

function shapeOf(field: Field): JsonSchema {
  if (field.kind === 'number')
    return {
      type: field.whole ? 'integer' : 'number',
      ...(field.min !== undefined && { minimum: field.min }),
      ...(field.max !== undefined && { maximum: field.max }),
    }
  if (field.kind === 'table') return { type: 'array', items: rowSchema(field.columns ?? {}) }
  if (field.kind === 'choice') return { enum: (field.choices ?? []).map((choice) => choice.value) }
  if (field.kind === 'list' && field.choices)
    return { type: 'array', items: { enum: field.choices.map((choice) => choice.value) } }
  if (field.kind === 'list' && field.of)
    return { type: 'array', items: TEXT, ...(field.required && { minItems: 1 }) }
  return field.required && NEVER_EMPTY.has(field.kind)
    ? { ...SHAPES[field.kind], minLength: 1 }
    : SHAPES[field.kind]
}

const TEXT: JsonSchema = { type: 'string' }
const NEVER_EMPTY = new Set<FieldKind>([
  'text',
  'long-text',
  'code',
  'file',
  'folder',
  'variable',
  'flow',
  'schedule',
  'zone',
])

const SHAPES: Readonly<Record<Exclude<FieldKind, 'number' | 'choice' | 'table'>, JsonSchema>> = {
  text: TEXT,
  'long-text': TEXT,
  code: TEXT,
  duration: { type: 'string', pattern: '^\\d+(\\.\\d+)?\\s*(ms|s|m|h|d)$' },
  time: { type: ['string', 'number'] },
  schedule: TEXT,
  zone: TEXT,
  'yes-no': { type: 'boolean' },
  condition: { type: 'boolean' },
  list: { type: 'array' },
  map: { type: 'object' },
  secret: TEXT,
  value: {},
  file: TEXT,
  folder: TEXT,
  url: { type: 'string', pattern: '^[hH][tT][tT][pP][sS]?://' },
  variable: TEXT,
  flow: TEXT,
}
