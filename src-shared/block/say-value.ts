import type { Json } from '#shared/flow'

const LONGEST = 60

/** What came, in words a person can use: `the text "abc"`, `a list of 3`, `nothing (null)`. */
export function sayValue(value: Json | undefined): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'nothing (null)'
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${quoted(value)}`
  if (typeof value === 'number') return `the number ${value}`
  if (typeof value === 'boolean') return `${value}`
  if (isList(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  const keys = Object.keys(value)
  if (keys.length === 0) return 'an empty object'
  return `an object with ${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', ...' : ''}`
}

/** `Array.isArray` that knows readonly lists. */
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** Whether a value is an object with keys: neither a list nor nothing. */
export const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const quoted = (text: string): string =>
  JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text)
