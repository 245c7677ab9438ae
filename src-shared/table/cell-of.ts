import type { Json } from '#shared/flow'

/** What stands in a cell for a value: nothing for nothing, lists and objects as JSON. */
export const cellOf = (value: Json | undefined): string => {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
