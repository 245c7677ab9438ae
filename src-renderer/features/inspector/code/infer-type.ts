import { isList, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'

/** Beyond these a type says `any`: it would help nobody, and cost the one who types. */
const DEEPEST = 8
const MOST_ITEMS = 100
const MOST_KEYS = 200

/**
 * The TypeScript type of a value, as text: `{ name: string; tags: string[]; at?: number }`. Items of a list are one
 * type; what only some objects of a list have is optional. Nothing known is `any`.
 */
export const inferType = (value: Json | undefined): string =>
  value === undefined || value === null ? 'any' : typeOf([value], DEEPEST)

/** One type for several values at the same place. */
function typeOf(values: readonly Json[], deep: number): string {
  const kinds = new Set<string>()
  const objects = values.filter(isObject)
  const lists = values.filter(isList)
  for (const value of values) {
    if (value === null) kinds.add('null')
    else if (typeof value !== 'object') kinds.add(typeof value)
  }
  if (objects.length > 0) kinds.add(deep === 0 ? 'any' : objectType(objects, deep))
  if (lists.length > 0) kinds.add(deep === 0 ? 'any' : listType(lists, deep))
  return kinds.size === 0 ? 'any' : [...kinds].join(' | ')
}

function listType(lists: readonly (readonly Json[])[], deep: number): string {
  const items = lists.flatMap((list) => list.slice(0, MOST_ITEMS)).slice(0, MOST_ITEMS)
  const type = items.length === 0 ? 'any' : typeOf(items, deep - 1)
  return type.includes(' | ') && !type.startsWith('{') ? `(${type})[]` : `Array<${type}>`
}

function objectType(objects: readonly JsonObject[], deep: number): string {
  const keys = [...new Set(objects.flatMap((each) => Object.keys(each)))]
  const shown = keys.slice(0, MOST_KEYS).map((key) => {
    const held = objects.flatMap((each) => (Object.hasOwn(each, key) ? [each[key] as Json] : []))
    const optional = held.length < objects.length ? '?' : ''
    return `${nameOf(key)}${optional}: ${typeOf(held, deep - 1)}`
  })
  const more = keys.length > MOST_KEYS ? ['[key: string]: any'] : []
  return shown.length + more.length === 0 ? 'Record<string, any>' : `{ ${[...shown, ...more].join('; ')} }`
}

const nameOf = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key))
