import type { Value } from './scope.ts'

/** A value as a piece of text: objects as JSON, nothing as nothing, the rest as JSON writes it. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
