import { type Json, nearestWord } from '#shared/flow'
import { isList, isObject } from '../say-value.ts'
import type { Misread } from './misread.ts'

/** https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1 */
const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']
/** Keywords that hold one schema, a list of them, or a map of them (draft 2020-12, core 10 and 11). */
const ONE = [
  ...['items', 'contains', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else'],
  ...['unevaluatedItems', 'unevaluatedProperties'],
]
const LIST = ['prefixItems', 'allOf', 'anyOf', 'oneOf']
const MAP = ['properties', 'patternProperties', 'dependentSchemas', '$defs']
const NUMBER = [
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'minProperties', 'maxProperties', 'minContains', 'maxContains'],
]

/**
 * What is wrong with a JSON Schema (draft 2020-12) that its checker says nothing of: a type there is none of refuses
 * everything, and a keyword that holds something else than it must is passed over.
 */
export function schemaMisread(schema: Json): Misread | undefined {
  const why = schemaFault(schema)
  return why === undefined
    ? undefined
    : {
        code: 'trigger.bad-schema',
        why: `this is not a JSON Schema that can be used: ${why}`,
        fix: 'Write one such as { "type": "object", "required": ["order"] }, or make it of the last event in the studio.',
      }
}

type At = { schema: Json; path: string }

/** @returns what is wrong, with its place in the schema; undefined: nothing that shows without a payload */
export function schemaFault(schema: Json): string | undefined {
  if (!isObject(schema) && typeof schema !== 'boolean') return 'A JSON Schema is an object.'
  const open: At[] = [{ schema, path: '' }]
  for (let at = open.pop(); at; at = open.pop()) {
    const found = faultAt(at, schema)
    if (found !== undefined) return found
    open.push(...inside(at))
  }
  return undefined
}

function* inside({ schema, path }: At): Generator<At> {
  if (!isObject(schema)) return
  const held = [
    ...ONE.flatMap((key) =>
      schema[key] === undefined ? [] : [{ schema: schema[key], path: `${path}/${key}` }],
    ),
    ...[...LIST, ...MAP].flatMap((key) =>
      Object.entries((schema[key] ?? {}) as object).map(([name, one]) => ({
        schema: one as Json,
        path: `${path}/${key}/${name}`,
      })),
    ),
  ]
  // taken from the end
  yield* held.reverse()
}

function faultAt({ schema, path }: At, root: Json): string | undefined {
  if (typeof schema === 'boolean') return undefined
  if (!isObject(schema))
    return `${JSON.stringify(schema)} at ${path} is no schema: it is an object, true or false.`
  const { type, required, pattern, $ref } = schema
  for (const one of type === undefined ? [] : isList(type) ? type : [type])
    if (!TYPES.includes(one as string)) return noType(one, `${path}/type`)
  if (required !== undefined && !(isList(required) && required.every((one) => typeof one === 'string')))
    return `${path}/required is a list of names: ["order"].`
  for (const key of LIST)
    if (schema[key] !== undefined && !isList(schema[key])) return `${path}/${key} is a list.`
  for (const key of MAP)
    if (schema[key] !== undefined && !isObject(schema[key])) return `${path}/${key} is an object.`
  for (const key of NUMBER)
    if (schema[key] !== undefined && typeof schema[key] !== 'number') return `${path}/${key} is a number.`
  if (schema.enum !== undefined && !isList(schema.enum)) return `${path}/enum is a list.`
  if (pattern !== undefined && !isPattern(pattern))
    return `${JSON.stringify(pattern)} at ${path}/pattern is no regular expression.`
  if ($ref !== undefined && !leadsSomewhere($ref, root))
    return `${JSON.stringify($ref)} at ${path}/$ref leads to nothing in the schema.`
  return undefined
}

function isPattern(pattern: Json): boolean {
  try {
    return typeof pattern === 'string' && new RegExp(pattern, 'u') !== null
  } catch {
    return false
  }
}

/** Only pointers are looked up; what goes by names is left to the checker. */
function leadsSomewhere(ref: Json, root: Json): boolean {
  if (typeof ref !== 'string') return false
  if (!ref.startsWith('#/')) return true
  let at: Json | undefined = root
  for (const part of decoded(ref).slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    at = isList(at) ? at[Number(key)] : isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined
  }
  return at !== undefined
}

const decoded = (ref: string): string => {
  try {
    return decodeURIComponent(ref)
  } catch {
    return ref
  }
}

function noType(type: Json, path: string): string {
  const near = typeof type === 'string' ? nearestWord(type, TYPES) : undefined
  const meant = near === undefined ? `It is one of ${TYPES.join(', ')}.` : `Did you mean "${near}"?`
  return `${JSON.stringify(type)} at ${path} is no type. ${meant}`
}
