import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'

/** Values nest at most this deep, as flow files do. */
const DEEPEST = 200

/**
 * What may travel between blocks: `undefined` is left out of objects and becomes null elsewhere, a Date becomes
 * ISO text; NaN, Infinity, BigInt, functions and rings are refused. What is JSON already comes back as it is,
 * not copied.
 * @throws AppError `value.not-json` that names the place, `value.too-deep`
 */
export function jsonValue(value: unknown, place = 'value', depth = 0): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value
    throw notJson(place, String(value))
  }
  if (value === undefined) return null
  if (typeof value !== 'object') throw notJson(place, `a ${typeof value}`)
  if (depth >= DEEPEST) throw tooDeep(place)
  if (Array.isArray(value)) return jsonList(value, place, depth)
  if (value instanceof Date) return jsonDate(value, place)
  return jsonObject(value as Record<string, unknown>, place, depth)
}

function jsonList(list: readonly unknown[], place: string, depth: number): Json {
  let copy: Json[] | null = null
  for (let i = 0; i < list.length; i++) {
    const item = list[i]
    const made = typeof item === 'string' ? item : jsonValue(item, `${place}[${i}]`, depth + 1)
    if (made !== item && !copy) copy = list.slice(0, i) as Json[]
    if (copy) copy.push(made)
  }
  return copy ?? (list as Json[])
}

function jsonObject(object: Record<string, unknown>, place: string, depth: number): Json {
  const prototype = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null)
    throw notJson(place, `a ${prototype.constructor?.name}`)
  let changed: Map<string, Json | undefined> | null = null
  for (const key in object) {
    const held = object[key]
    const made = held === undefined ? undefined : jsonValue(held, `${place}.${key}`, depth + 1)
    if (made !== held || held === undefined) {
      changed ??= new Map()
      changed.set(key, made)
    }
  }
  return changed ? withChanges(object, changed) : (object as Json)
}

function withChanges(object: Record<string, unknown>, changed: ReadonlyMap<string, Json | undefined>): Json {
  const copy: Record<string, Json> = {}
  for (const key of Object.keys(object)) {
    const value = changed.has(key) ? changed.get(key) : (object[key] as Json)
    if (value !== undefined) copy[key] = value
  }
  return copy
}

function jsonDate(date: Date, place: string): Json {
  if (Number.isNaN(date.getTime())) throw notJson(place, 'a date that is none')
  return date.toISOString()
}

const notJson = (place: string, what: string): AppError =>
  new AppError({
    code: 'value.not-json',
    message: `\`${place}\` is ${what}, which cannot travel between blocks.`,
    fix: 'Give texts, numbers, true or false, lists and objects only.',
    details: { place },
  })

const tooDeep = (place: string): AppError =>
  new AppError({
    code: 'value.too-deep',
    message: `A value nests deeper than ${DEEPEST} levels, or holds itself, at \`${place.slice(0, 60)}...\`.`,
    fix: 'Give a flatter value.',
  })
