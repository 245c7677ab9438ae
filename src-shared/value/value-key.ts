import { isList, isObject } from '#shared/block'
import type { Json } from '#shared/flow'

/**
 * A text that is the same for values that are the same: of one kind, lists and objects by content, an object's keys
 * in any order. What is missing counts as nothing (null).
 */
export function keyOf(value: Json | undefined): string {
  if (isList(value)) return `[${value.map(keyOf).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value ?? null)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${keyOf(value[name])}`).join(',')}}`
}
