import { isList, isObject } from '#shared/block'
import type { Json } from '#shared/flow'

/** Lists and objects down to this depth are written entry by entry, but for short ones that hold no others. */
const DEEP = 4
const SHORT = 50

/**
 * A value as JSON, in pieces so small that others can have their turn in between.
 * @param indent of one level; empty: all on one line
 */
export function* jsonPieces(value: Json, indent: string, before = '', depth = 0): Generator<string> {
  const entries = isList(value)
    ? value.map((held) => ['', held] as const)
    : isObject(value)
      ? Object.entries(value)
      : []
  if (depth > DEEP || isShort(entries)) {
    yield whole(value, indent, before)
    return
  }
  const inside = before + indent
  const [open, close] = isList(value) ? '[]' : '{}'
  const line = indent === '' ? '' : `\n${inside}`
  for (const [i, [name, held]] of entries.entries()) {
    const key = isList(value) ? '' : `${JSON.stringify(name)}:${indent === '' ? '' : ' '}`
    yield `${i === 0 ? open : ','}${line}${key}`
    yield* jsonPieces(held, indent, inside, depth + 1)
  }
  yield `${indent === '' ? '' : `\n${before}`}${close}`
}

const isShort = (entries: readonly (readonly [string, Json])[]): boolean =>
  entries.length <= SHORT && entries.every(([, held]) => typeof held !== 'object' || held === null)

/** JSON has no line end inside a text, so every one begins a line that stands further in. */
const whole = (value: Json, indent: string, before: string): string => {
  const text = JSON.stringify(value, null, indent)
  return before === '' ? text : text.replaceAll('\n', `\n${before}`)
}

/** The same value with the fields of its objects in the order of their names, by character codes. */
export function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted)
  if (!isObject(value)) return value
  const names = Object.keys(value).sort()
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] as Json)]))
}
