import type { FlowDocument } from './document.ts'
import type { Json, JsonObject } from './json.ts'
import {
  blockSchema,
  flowSchema,
  keepRunsSchema,
  linkSchema,
  monitorSchema,
  noteSchema,
  optionsSchema,
  retrySchema,
  settingsSchema,
  variableSchema,
} from './schema.ts'

/** The order of keys in a file is the order in which the schema names them. */
type Order = {
  keys: readonly string[]
  /** what stands under a key: one thing, or a list of them */
  inner?: Readonly<Record<string, Order>>
  /** what stands under every key, where the keys are names: those are sorted */
  each?: Order
  /** all on one line, however long: a link a line reads and diffs well */
  line?: boolean
}
const order = (schema: { readonly shape: object }, inner?: Order['inner'], line?: boolean): Order => ({
  keys: Object.keys(schema.shape),
  ...(inner && { inner }),
  ...(line && { line }),
})

const FLOW: Order = order(flowSchema, {
  variables: order(variableSchema),
  blocks: order(blockSchema, {
    options: order(optionsSchema, { retry: order(retrySchema, undefined, true) }),
  }),
  links: order(linkSchema, undefined, true),
  notes: order(noteSchema),
  monitors: { keys: [], each: order(monitorSchema) },
  settings: order(settingsSchema, { keepRuns: order(keepRunsSchema, undefined, true) }),
})

/** Lists of plain values are kept on one line up to this many characters. */
const LIST_LENGTH = 80

/**
 * The text of a flow file: known keys in a fixed order, then the unknown ones by name; two spaces, a final
 * newline. Objects inside configs and values keep the order they have, since it can mean something there.
 */
export const formatFlow = (document: FlowDocument): string => `${write(ordered(document), '', FLOW)}\n`

/**
 * One text for one content, for the identity of versions: like the file, but dense, and with fields of a
 * config and pins by name, where order means nothing.
 */
export function contentOf(document: FlowDocument): string {
  const pins = document.pins && byName(document.pins as JsonObject)
  return JSON.stringify({
    ...ordered(document),
    blocks: document.blocks.map((block) => {
      const { config, ...rest } = arrange(block as unknown as JsonObject, FLOW.inner?.blocks)
      return { ...rest, config: byName(config as JsonObject) }
    }),
    ...(pins && {
      pins: Object.fromEntries(Object.entries(pins).map(([id, outs]) => [id, byName(outs as JsonObject)])),
    }),
  })
}

const ordered = (document: FlowDocument): JsonObject => arrange(document as unknown as JsonObject, FLOW)

function arrange<T extends Json>(value: T, how: Order | undefined): T
function arrange(value: Json, how: Order | undefined): Json {
  if (!how || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one: Json) => arrange(one, how))
  const object = value as JsonObject
  const unknown = Object.keys(object)
    .filter((key) => !how.keys.includes(key))
    .sort()
  const keys = [...how.keys, ...unknown].filter((key) => object[key] !== undefined)
  return Object.fromEntries(
    keys.map((key) => [key, arrange(object[key] as Json, how.inner?.[key] ?? how.each)]),
  )
}

const byName = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))

const isPlain = (value: Json | undefined): boolean => typeof value !== 'object' || value === null

function write(value: Json, indent: string, how?: Order): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    const line = value.every(isPlain) ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]` : undefined
    if (line !== undefined && line.length <= LIST_LENGTH) return line
    return `[\n${value.map((one: Json) => deeper + write(one, deeper, how)).join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value as JsonObject).filter(([, inner]) => inner !== undefined)
  if (entries.length === 0) return '{}'
  if (how?.line && entries.every(([, inner]) => isPlain(inner)))
    return `{ ${entries.map(([key, inner]) => `${JSON.stringify(key)}: ${JSON.stringify(inner)}`).join(', ')} }`
  const lines = entries.map(
    ([key, inner]) =>
      `${deeper}${JSON.stringify(key)}: ${write(inner, deeper, how?.inner?.[key] ?? how?.each)}`,
  )
  return `{\n${lines.join(',\n')}\n${indent}}`
}
