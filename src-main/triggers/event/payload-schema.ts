import { type Schema, Validator } from '@cfworker/json-schema'
import { schemaFault } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { payloadWords } from './payload-words.ts'

/** Why a payload is refused, in sentences; null: it fits. */
export type PayloadCheck = (payload: Json) => string | null

/**
 * Checks payloads against a JSON Schema (draft 2020-12).
 * @throws AppError `trigger.bad-schema`
 */
export function payloadCheck(schema: Json): PayloadCheck {
  const wrong = schemaFault(schema)
  if (wrong !== undefined) throw badSchema(wrong)
  const validator = new Validator(schema as Schema, '2020-12', false)
  // a reference to nowhere is found only when something is checked
  attempt(() => validator.validate(null))
  return (payload) => {
    const { valid, errors } = attempt(() => validator.validate(payload))
    return valid ? null : payloadWords(errors)
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw badSchema((error as Error).message.split('\n')[0] ?? '')
  }
}

const badSchema = (why: string): AppError =>
  new AppError({
    code: 'trigger.bad-schema',
    message: `What the event must carry is not a JSON Schema that can be used: ${why}`,
    fix: 'Mend the field "What it must carry", such as { "type": "object", "required": ["order"] }.',
    details: { field: 'schema' },
  })
