import type { Json } from '#shared/flow'
import type { RunState } from './run-state.ts'

/**
 * What a variable holds, as it is told to people. Of something long only the beginning; `whole` says how much there is:
 * characters of a text, rows of a list, keys of an object.
 */
export type ToldVariable = { readonly value: Json; readonly whole?: number }

/** One row of a list; of an object with its key. */
export type ToldRow = ToldVariable & { readonly key?: string }

/** Characters of JSON, about, that are told of one variable; and how many variables are told of. */
const LONG = 4000
const MOST = 200
/** Characters of one row: a line is drawn of it. */
const LONG_ROW = 600

/** The run's own variables that hold something else than in `before`, which is brought up to date. */
export function changedVariables(
  { root }: Pick<RunState, 'root'>,
  before: Map<string, Json>,
): Record<string, ToldVariable> {
  const changed: [string, ToldVariable][] = []
  for (const [name, value] of root.vars ?? []) {
    // a value is never changed in place, so another one is another object
    if (before.get(name) === value || (before.size >= MOST && !before.has(name))) continue
    before.set(name, value)
    changed.push([name, toldVariable(value)])
  }
  return Object.fromEntries(changed)
}

/**
 * Rows of a list or an object, by their place, and how many there are; of anything else there are none.
 * @param from the first one, counted from 0
 */
export function toldRows(value: Json, from: number, most: number): { rows: ToldRow[]; whole: number } {
  if (typeof value !== 'object' || value === null) return { rows: [], whole: 0 }
  if (Array.isArray(value)) {
    const list = value as readonly Json[]
    const rows = list.slice(from, from + most).map((row) => toldVariable(row, LONG_ROW))
    return { rows, whole: list.length }
  }
  const object = value as Readonly<Record<string, Json>>
  const keys = Object.keys(object)
  const rows = keys
    .slice(from, from + most)
    .map((key) => ({ key, ...toldVariable(object[key] as Json, LONG_ROW) }))
  return { rows, whole: keys.length }
}

/**
 * A value, or as much of its beginning as is told. Looks at no more of it than that.
 * @param long characters of JSON, about
 */
export function toldVariable(value: Json, long = LONG): ToldVariable {
  if (restAfter(value, long) >= 0) return { value }
  if (typeof value === 'string') return { value: textBefore(value, long), whole: value.length }
  let rest = long
  if (Array.isArray(value)) {
    const rows: Json[] = []
    for (const row of value as readonly Json[]) {
      rest = restAfter(row, rest)
      if (rest < 0) break
      rows.push(row)
    }
    return { value: rows, whole: value.length }
  }
  const parts: [string, Json][] = []
  const keys = Object.keys(value as object)
  for (const key of keys) {
    const part = (value as Record<string, Json>)[key] as Json
    rest = restAfter(part, rest - key.length)
    if (rest < 0) break
    parts.push([key, part])
  }
  return { value: Object.fromEntries(parts), whole: keys.length }
}

/** No half of a pair at its end. */
const textBefore = (text: string, end: number): string => text.slice(0, end).replace(/[\ud800-\udbff]$/, '')

/** What is left of `rest` characters after a value; below 0 when it is longer. */
function restAfter(value: Json, rest: number): number {
  if (typeof value === 'string') return rest - value.length - 2
  if (typeof value !== 'object' || value === null) return rest - 8
  let left = rest - 2
  if (Array.isArray(value)) {
    for (const row of value as readonly Json[]) {
      left = restAfter(row, left)
      if (left < 0) return left
    }
    return left
  }
  for (const key in value) {
    left = restAfter((value as Record<string, Json>)[key] as Json, left - key.length)
    if (left < 0) return left
  }
  return left
}
