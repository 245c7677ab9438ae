import type { Field } from '#shared/block'
import type { Json } from '#shared/flow'

/** What a text control shows for a value. */
export function fieldText(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const NUMBER = /^\s*-?\d+(\.\d+)?\s*$/

/** What is stored for a typed text: an empty field is a missing one, a number field holds a number where it can. */
export function textValue(field: Pick<Field, 'kind'>, text: string): Json | undefined {
  if (text === '') return undefined
  if (field.kind === 'number' && NUMBER.test(text)) return Number(text)
  return text
}

/** What an empty field would run with, in its muted words. */
export function placeholderOf(field: Field): string | undefined {
  const { default: given } = field
  if (typeof given === 'string' && given !== '') return given
  if (typeof given === 'number') return String(given)
  return field.hint
}

export const hasExpression = (value: Json | undefined): boolean =>
  typeof value === 'string' && /(?<!\\)\{\{/.test(value)
