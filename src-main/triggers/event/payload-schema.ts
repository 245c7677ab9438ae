import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'

/** Why a payload is refused, in a sentence; null: it fits. */
export type PayloadCheck = (payload: Json) => string | null

/**
 * Checks payloads against a JSON Schema (draft 2020-12).
 * @throws AppError `trigger.bad-schema`
 */
export function payloadCheck(schema: Json): PayloadCheck {
  if (typeof schema !== 'boolean' && (typeof schema !== 'object' || schema === null || Array.isArray(schema)))
    throw badSchema('A JSON Schema is an object.')
  const validator = new Validator(schema as Schema, '2020-12', false)
  // a reference to nowhere is found only when something is checked
  attempt(() => validator.validate(null))
  return (payload) => {
    const { valid, errors } = attempt(() => validator.validate(payload))
    return valid ? null : sayError(errors)
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw badSchema((error as Error).message.split('\n')[0] ?? '')
  }
}

/** The innermost error says most. */
function sayError(errors: readonly OutputUnit[]): string {
  const deepest = errors.reduce<OutputUnit | undefined>(
    (found, error) =>
      !found || error.instanceLocation.length >= found.instanceLocation.length ? error : found,
    undefined,
  )
  const place = deepest?.instanceLocation.replace(/^#\/?/, '') || 'the payload'
  return `${place}: ${deepest?.error ?? 'it does not fit the schema.'}`
}

const badSchema = (why: string): AppError =>
  new AppError({
    code: 'trigger.bad-schema',
    message: `What the event must carry is not a JSON Schema that can be used: ${why}`,
    fix: 'Mend the field "What it must carry", such as { "type": "object", "required": ["order"] }.',
    details: { field: 'schema' },
  })
