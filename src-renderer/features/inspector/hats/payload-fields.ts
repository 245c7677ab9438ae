import { isList, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'

/** In the order of the list they are chosen from. */
export const PAYLOAD_KINDS = ['text', 'number', 'yesNo', 'moment', 'list', 'object', 'anything'] as const
export type PayloadKind = (typeof PAYLOAD_KINDS)[number]

/** A field that an event has to carry, or may. */
export type PayloadField = { name: string; kind: PayloadKind; required: boolean }

/** How a JSON Schema (draft 2020-12) says each kind. */
const SCHEMAS: Readonly<Record<PayloadKind, JsonObject>> = {
  text: { type: 'string' },
  number: { type: 'number' },
  yesNo: { type: 'boolean' },
  moment: { type: 'string', format: 'date-time' },
  list: { type: 'array' },
  object: { type: 'object' },
  anything: {},
}

/** The fields a schema asks for; null: it says more than a table of fields can show. */
export function fieldsOfSchema(schema: Json | undefined): PayloadField[] | null {
  if (schema === undefined || schema === null) return []
  if (!isObject(schema) || schema.type !== 'object' || !isObject(schema.properties)) return null
  const { type: _, properties, required = [], ...more } = schema
  if (Object.keys(more).length > 0 || !isList(required)) return null
  const names = Object.keys(properties)
  const isTold = required.every((name, i) => names.includes(String(name)) && required.indexOf(name) === i)
  if (names.length === 0 || !isTold) return null
  const fields = names.map((name) => ({
    name,
    kind: kindOfSchema(properties[name]),
    required: required.includes(name),
  }))
  return fields.every(isKnown) ? fields : null
}

/** What the rows of the table stand for; undefined: nothing is asked for. A row without a name is not there yet. */
export function schemaOfFields(fields: readonly PayloadField[]): JsonObject | undefined {
  const named = fields.filter(({ name }) => name !== '')
  if (named.length === 0) return undefined
  const required = named.filter((field) => field.required).map(({ name }) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(named.map(({ name, kind }) => [name, SCHEMAS[kind]])),
    ...(required.length > 0 && { required }),
  }
}

/** The fields of something that came, all of them required but those that held nothing; null: it has none. */
export function fieldsOfPayload(payload: Json | undefined): PayloadField[] | null {
  if (!isObject(payload)) return null
  const fields = Object.entries(payload)
    .filter(([name]) => name !== '')
    .map(([name, value]) => ({ name, kind: kindOfPayload(value), required: value !== null }))
  return fields.length > 0 ? fields : null
}

/** With day, time and zone, as RFC 3339 has it: what the schema's `date-time` takes. */
const MOMENT = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/

function kindOfPayload(value: Json | undefined): PayloadKind {
  if (typeof value === 'string')
    return MOMENT.test(value) && !Number.isNaN(Date.parse(value)) ? 'moment' : 'text'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'yesNo'
  if (isList(value)) return 'list'
  return isObject(value) ? 'object' : 'anything'
}

const kindOfSchema = (schema: Json | undefined): PayloadKind | undefined =>
  isObject(schema) ? PAYLOAD_KINDS.find((kind) => saysSame(SCHEMAS[kind], schema)) : undefined

const saysSame = (a: JsonObject, b: JsonObject): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((key) => a[key] === b[key])

const isKnown = (field: { kind: PayloadKind | undefined }): field is PayloadField => field.kind !== undefined
