import type { Json, JsonObject } from './json.ts'

/** A config with every text at any depth changed (values, never keys); what did not change is shared. */
export function mapTexts<T extends Json>(value: T, change: (text: string) => string): T
export function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const list = value.map((inner: Json) => mapTexts(inner, change))
    return list.some((inner, i) => inner !== value[i]) ? list : value
  }
  return mapObject(value as JsonObject, change)
}

function mapObject(object: JsonObject, change: (text: string) => string): JsonObject {
  const entries = Object.entries(object).map(([key, inner]) => [key, mapTexts(inner, change)] as const)
  return entries.some(([key, inner]) => inner !== object[key]) ? Object.fromEntries(entries) : object
}

/** Every text of a config with the field it stands under. */
export function* textsOf(config: JsonObject): Generator<{ field: string; text: string }> {
  for (const [field, value] of Object.entries(config)) {
    const open: Json[] = [value]
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (typeof one === 'string') yield { field, text: one }
      else if (typeof one === 'object' && one !== null) open.push(...(Object.values(one) as Json[]))
    }
  }
}
