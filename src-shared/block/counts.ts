import type { Json } from '#shared/flow'
import type { Field, Fields } from './field.ts'
import { isList } from './say-value.ts'

/** On what another field of the block holds: one of these, or, where none are named, anything at all. */
export type When = { by: string; in?: readonly (string | boolean)[] }

/** What is written, or evaluated by now. */
type Held = Readonly<Record<string, Json | undefined>>

/**
 * Whether a field counts beside what the others hold: one that says `when` is neither shown, checked nor evaluated
 * while that is not so. Where an expression stands it cannot be told yet, and the field counts.
 */
export const counts = (fields: Fields, field: Field, held: Held): boolean =>
  field.when === undefined || holds(fields, field.when, held)

/** Whether what a condition goes by counts itself and holds what it asks for. */
export function holds(fields: Fields, when: When, held: Held): boolean {
  const other = fields[when.by]
  if (!other || !counts(fields, other, held)) return false
  const value = held[when.by] ?? other.default
  if (typeof value === 'string' && value.includes('{{')) return true
  if (when.in) return when.in.some((one) => one === value)
  return !isBlank(value)
}

const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (isList(value) && value.length === 0)
