import type { Json } from '#shared/flow'
import { makeFinder } from './find-form.ts'
import { SHORTEST_SECRET } from './secret-value.ts'
import { valueForms } from './value-forms.ts'

/** What stands where a secret's value stood. */
export const MASK = '***'

/** Takes values of secrets out of what it is given; what holds none comes back as it is. */
export type Mask = {
  text(text: string): string
  /** values and keys, at any depth */
  json<T>(value: T): T
}

/** Makes a mask for values of at least 6 characters. */
export function makeMask(values: readonly string[]): Mask {
  // the longest first, so that one that begins like another leaves no rest behind
  const sorted = [...new Set(values.flatMap(withParts))].sort((a, b) => b.length - a.length)
  if (sorted.length === 0) return { text: (text) => text, json: (value) => value }
  const find = makeFinder(sorted.flatMap(valueForms))
  const numbers = new Set(sorted.filter((value) => String(Number(value)) === value))
  const long = sorted.filter((value) => value.length > LEAST_CUT)

  const text = (from: string): string => {
    if (from.length < LEAST_CUT) return from.length < SHORTEST_SECRET ? from : maskForms(from)
    return long.reduce(maskCut, maskForms(from))
  }
  const maskForms = (from: string): string => {
    let masked = ''
    let rest = 0
    find(from, (start, end) => {
      masked += from.slice(rest, start) + MASK
      rest = end
    })
    return rest === 0 ? from : masked + from.slice(rest)
  }
  const json = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value)
    if (typeof value === 'number') return numbers.size > 0 && numbers.has(String(value)) ? MASK : value
    if (typeof value !== 'object' || value === null) return value
    return Array.isArray(value) ? list(value) : object(value as { [key: string]: Json })
  }
  const list = (items: readonly unknown[]): readonly unknown[] => {
    let made: unknown[] | null = null
    for (let i = 0; i < items.length; i++) {
      const masked = json(items[i])
      if (masked !== items[i]) {
        made ??= [...items]
        made[i] = masked
      }
    }
    return made ?? items
  }
  const object = (held: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
    let changed = false
    const entries: [string, unknown][] = []
    for (const key of Object.keys(held)) {
      const entry: [string, unknown] = [text(key), json(held[key])]
      if (entry[0] !== key || entry[1] !== held[key]) changed = true
      entries.push(entry)
    }
    return changed ? fromEntries(entries) : held
  }
  return { text, json: json as Mask['json'] }
}

/** A line as long as this is worth as much as the whole: programs show the line of a key that they do not like. */
const LONG_LINE = 20

/** A value, without blanks around it, and its long lines. */
const withParts = (value: string): string[] => [
  value,
  value.trim(),
  ...(value.includes('\n') ? value.split(/\r?\n/).filter((line) => line.trim().length >= LONG_LINE) : []),
]

/** Two keys that are masked do not become one. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const taken = new Set<string>()
  const free = (key: string): string => {
    let name = key
    for (let n = 2; taken.has(name); n++) name = `${key} ${n}`
    taken.add(name)
    return name
  }
  return Object.fromEntries(entries.map(([key, value]) => [free(key), value]))
}

/** As much of a value that was cut off as this, and half of it, are still too much. */
const LEAST_CUT = 8
const ENDS = ['…', '...', '"…', '"...']

/** Messages show long texts by their beginnings: a value that stands where such a text was cut off. */
function maskCut(text: string, value: string): string {
  const least = Math.max(LEAST_CUT, Math.ceil(value.length / 2))
  const head = value.slice(0, least)
  for (let at = text.indexOf(head); at >= 0; at = text.indexOf(head, at + 1)) {
    let end = at + least
    while (end < text.length && text[end] === value[end - at]) end++
    const isCut = end === text.length || ENDS.some((sign) => text.startsWith(sign, end))
    if (isCut) return maskCut(`${text.slice(0, at)}${MASK}${text.slice(end)}`, value)
  }
  return text
}
