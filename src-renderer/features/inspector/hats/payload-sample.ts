import { isList, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'

/** A schema may lead to itself: so deep its sample goes. */
const DEEPEST = 6

/** Texts of the formats that a checker looks at (draft 2020-12, validation 7.3). */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-05T09:00:00Z',
  date: '2026-01-05',
  time: '09:00:00Z',
  duration: 'PT5M',
  email: 'ada@example.org',
  hostname: 'example.org',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.org',
  uuid: '00000000-0000-4000-8000-000000000000',
}

/**
 * Something that fits a JSON Schema (draft 2020-12), or comes near: what it names as an example, a default or a choice,
 * else the plainest value of its type. Patterns are not worked out.
 */
export const sampleOfSchema = (schema: Json): Json => sampleOf(schema, schema, 0)

function sampleOf(given: Json, root: Json, depth: number): Json {
  const schema = whole(given, root)
  if (schema === null || depth > DEEPEST) return null
  const { examples, enum: choices, type } = schema
  for (const one of [schema.const, isList(examples) ? examples[0] : undefined, schema.default])
    if (one !== undefined) return one
  if (isList(choices) && choices.length > 0) return choices[0] as Json
  const [way] = [schema.anyOf, schema.oneOf].flatMap((ways) => (isList(ways) ? ways : []))
  if (way !== undefined && type === undefined && schema.properties === undefined)
    return sampleOf(way, root, depth + 1)
  return ofType(isList(type) ? type[0] : type, schema, (inner) => sampleOf(inner, root, depth + 1))
}

/** With what it leads to, and all it is put together of; null: it says nothing. */
function whole(schema: Json, root: Json, steps = 0): JsonObject | null {
  if (!isObject(schema) || steps > DEEPEST) return null
  const { $ref, allOf, ...own } = schema
  const parts = [
    ...(typeof $ref === 'string' ? [pointedAt($ref, root)] : []),
    ...(isList(allOf) ? allOf : []),
  ]
  return parts
    .map((part) => whole(part, root, steps + 1))
    .reduce<JsonObject>((all, part) => (part ? both(part, all) : all), own)
}

const both = (one: JsonObject, other: JsonObject): JsonObject => {
  const properties = { ...listed(one.properties), ...listed(other.properties) }
  return { ...one, ...other, ...(Object.keys(properties).length > 0 && { properties }) }
}

function pointedAt(ref: string, root: Json): Json {
  let at: Json | undefined = root
  for (const part of ref.startsWith('#/') ? ref.slice(2).split('/') : [])
    at = isObject(at) ? at[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined
  return at ?? null
}

function ofType(type: Json | undefined, schema: JsonObject, sample: (schema: Json) => Json): Json {
  switch (type ?? impliedType(schema)) {
    case 'string':
      return textOf(schema)
    case 'number':
    case 'integer':
      return numberOf(schema, type === 'integer')
    case 'boolean':
      return true
    case 'array':
      return listOf(schema, sample)
    case 'object':
      return Object.fromEntries(
        Object.entries(listed(schema.properties)).map(([name, inner]) => [name, sample(inner)]),
      )
    default:
      return null
  }
}

const impliedType = (schema: JsonObject): string | undefined => {
  if (schema.properties !== undefined) return 'object'
  return schema.items !== undefined || schema.prefixItems !== undefined ? 'array' : undefined
}

function textOf({ format, minLength, maxLength }: JsonObject): string {
  const text = FORMATS[String(format)] ?? 'text'
  const long = text.padEnd(Math.min(Number(minLength) || 0, 1000), ' text')
  return FORMATS[String(format)] ? text : long.slice(0, Number(maxLength ?? long.length))
}

function numberOf(schema: JsonObject, isWhole: boolean): number {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema
  const step = typeof schema.multipleOf === 'number' ? schema.multipleOf : 1
  if (typeof minimum === 'number') return isWhole ? Math.ceil(minimum) : minimum
  if (typeof exclusiveMinimum === 'number') return exclusiveMinimum + step
  const wanted = step
  if (typeof maximum === 'number') return Math.min(wanted, maximum)
  return typeof exclusiveMaximum === 'number' ? Math.min(wanted, exclusiveMaximum - step) : wanted
}

function listOf({ prefixItems, items, minItems }: JsonObject, sample: (schema: Json) => Json): Json {
  const first = (isList(prefixItems) ? prefixItems : []).map(sample)
  const rest = Math.min(Math.max(Number(minItems ?? 1), 1), 20) - first.length
  return [
    ...first,
    ...(isObject(items) ? Array.from({ length: Math.max(rest, 0) }, () => sample(items)) : []),
  ]
}

const listed = (properties: Json | undefined): JsonObject => (isObject(properties) ? properties : {})
