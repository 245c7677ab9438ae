import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'

/** Values nest at most this deep, as flow files do. */
const DEEPEST = 200
/** Characters, about, that one value may have as JSON text: 64 MB. */
const LARGEST = 64 * 1024 * 1024

/** `trail`: keys on the way to where the walk is. */
type Walk = { left: number; trail: (string | number)[] }

/**
 * What may travel between blocks: `undefined` is left out of objects and becomes null elsewhere, a Date becomes
 * ISO text, negative zero becomes 0; NaN, Infinity, BigInt, functions and rings are refused. What is JSON already comes back as it is,
 * not copied.
 * @throws AppError `value.not-json` that names the place, `value.too-deep`, `value.too-large`
 */
export const jsonValue = (value: unknown): Json => take(value, { left: LARGEST, trail: [] })

function take(value: unknown, walk: Walk): Json {
  walk.left -= typeof value === 'string' ? value.length + 3 : 6
  if (walk.left < 0) throw tooLarge()
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    // JSON has no negative zero: the journal would give another value back than the one that went on
    if (Number.isFinite(value)) return value === 0 ? 0 : value
    throw notJson(walk, String(value))
  }
  if (value === undefined) return null
  if (typeof value !== 'object') throw notJson(walk, `a ${typeof value}`)
  if (walk.trail.length >= DEEPEST) throw tooDeep(walk)
  if (Array.isArray(value)) return takeList(value, walk)
  if (value instanceof Date) return takeDate(value, walk)
  return takeObject(value as Record<string, unknown>, walk)
}

/** One value inside another. The trail stays as it is when something is refused. */
function takeAt(key: string | number, value: unknown, walk: Walk): Json {
  walk.trail.push(key)
  const taken = take(value, walk)
  walk.trail.pop()
  return taken
}

function takeList(list: readonly unknown[], walk: Walk): Json {
  let copy: Json[] | null = null
  for (let i = 0; i < list.length; i++) {
    const taken = takeAt(i, list[i], walk)
    if (!Object.is(taken, list[i]) && !copy) copy = list.slice(0, i) as Json[]
    if (copy) copy.push(taken)
  }
  return copy ?? (list as Json[])
}

function takeObject(object: Record<string, unknown>, walk: Walk): Json {
  const prototype = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null)
    throw notJson(walk, `a ${prototype.constructor?.name}`)
  let changed: Map<string, Json | undefined> | null = null
  for (const key in object) {
    const held = object[key]
    const taken = held === undefined ? undefined : takeAt(key, held, walk)
    if (held !== undefined && Object.is(taken, held)) continue
    changed ??= new Map()
    changed.set(key, taken)
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

function takeDate(date: Date, walk: Walk): Json {
  if (Number.isNaN(date.getTime())) throw notJson(walk, 'a date that is none')
  return date.toISOString()
}

const placeOf = ({ trail }: Walk): string =>
  `value${trail.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}`

function notJson(walk: Walk, what: string): AppError {
  const place = placeOf(walk)
  return new AppError({
    code: 'value.not-json',
    message: `\`${place}\` is ${what}, which cannot travel between blocks.`,
    fix: 'Give texts, numbers, true or false, lists and objects only.',
    details: { place },
  })
}

const tooDeep = (walk: Walk): AppError =>
  new AppError({
    code: 'value.too-deep',
    message: `A value nests deeper than ${DEEPEST} levels, or holds itself, at \`${placeOf(walk).slice(0, 60)}...\`.`,
    fix: 'Give a flatter value.',
  })

const tooLarge = (): AppError =>
  new AppError({
    code: 'value.too-large',
    message: 'A value of more than 64 MB cannot travel between blocks.',
    fix: 'Write it to a file and pass the file on, or work in smaller pieces.',
  })
