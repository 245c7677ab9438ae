import { nearestWord } from '#shared/flow'

/** https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1 */
const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']
/** Keywords that hold one schema, a list of them, or a map of them (draft 2020-12, core 10 and 11). */
const ONE = [
  ...['items', 'contains', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else'],
  ...['unevaluatedItems', 'unevaluatedProperties'],
]
const LIST = ['prefixItems', 'allOf', 'anyOf', 'oneOf']
const MAP = ['properties', 'patternProperties', 'dependentSchemas', '$defs']

/**
 * A schema that asks for a type there is none of refuses everything, and its checker says nothing of it.
 * @returns what is wrong, with its place in the schema; undefined: every type is one
 */
export function unknownType(schema: unknown): string | undefined {
  const open: { schema: unknown; path: string }[] = [{ schema, path: '' }]
  for (let at = open.pop(); at; at = open.pop()) {
    const { path } = at
    if (!isObject(at.schema)) continue
    const { type } = at.schema
    for (const one of type === undefined ? [] : Array.isArray(type) ? type : [type])
      if (!TYPES.includes(one as string)) return inWords(one, `${path}/type`)
    for (const key of ONE) open.push({ schema: at.schema[key], path: `${path}/${key}` })
    for (const key of LIST) open.push(...inside(at.schema[key], `${path}/${key}`, Array.isArray))
    for (const key of MAP) open.push(...inside(at.schema[key], `${path}/${key}`, isObject))
  }
  return undefined
}

const inside = (given: unknown, path: string, is: (given: unknown) => boolean) =>
  is(given)
    ? Object.entries(given as object).map(([key, schema]) => ({ schema, path: `${path}/${key}` }))
    : []

const isObject = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given)

function inWords(type: unknown, path: string): string {
  const near = typeof type === 'string' ? nearestWord(type, TYPES) : undefined
  const meant = near === undefined ? `It is one of ${TYPES.join(', ')}.` : `Did you mean "${near}"?`
  return `${JSON.stringify(type)} at ${path} is no type. ${meant}`
}
