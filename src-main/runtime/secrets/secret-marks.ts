import { isList, isObject } from '#shared/block'
import type { Json } from '#shared/flow'
import { jsonValue } from '#shared/json'
import type { SecretPlace } from '#shared/run'

/**
 * Secrets in expressions. An expression sees a mark in place of a value; what it gives is then taken apart twice: once
 * with the values in place of the marks, for the block, and once with their names, for the journal and for people.
 * A mark holds a word that nobody can guess, so that no data can pass for one.
 */
export type Marks = {
  /** what `secrets` is while expressions are evaluated */
  readonly root: Readonly<Record<string, string>>
  /** the value with every mark replaced by what `value` gives for its name */
  fill<T extends Json | undefined>(value: T, of: (name: string) => string): T
  /** as it is shown and kept, and where the secrets belong. @param clean what happens to the text between marks */
  show(value: Json, path: SecretPlace['path'], clean: (text: string) => string): Shown
}
export type Shown = { value: Json; places: SecretPlace[] }

const OPEN = '\uE0F0'
const CLOSE = '\uE0F1'

/** How a secret stands in a text that is shown. */
const written = (name: string): string => `{{ secrets.${name} }}`

/** @param word unguessable, another one for each evaluation */
export function makeMarks(names: Iterable<string>, word: string): Marks {
  const root: Record<string, string> = Object.create(null)
  for (const name of names) root[name] = `${OPEN}${word}.${name}${CLOSE}`
  const MARK = new RegExp(`${OPEN}${word}\\.(\\w+)${CLOSE}`, 'g')

  const showText = (text: string, path: SecretPlace['path'], clean: (text: string) => string): Shown => {
    const places: SecretPlace[] = []
    let shown = ''
    let from = 0
    for (const mark of text.matchAll(MARK)) {
      const name = mark[1] as string
      shown += clean(text.slice(from, mark.index))
      places.push({ path, at: shown.length, name })
      shown += written(name)
      from = mark.index + mark[0].length
    }
    return { value: shown + clean(text.slice(from)), places }
  }
  const show: Marks['show'] = (value, path, clean) => {
    if (typeof value === 'string') return showText(value, path, clean)
    if (typeof value !== 'object' || value === null) return { value, places: [] }
    const places: SecretPlace[] = []
    const shownAt = (held: Json, key: string | number): Json => {
      const shown = show(held, [...path, key], clean)
      places.push(...shown.places)
      return shown.value
    }
    if (isList(value)) return { value: value.map(shownAt), places }
    const entries = Object.entries(value).map(([key, held]) => [key, shownAt(held, key)] as const)
    return { value: Object.fromEntries(entries), places }
  }
  return {
    root,
    fill: (value, of) => mapTexts(value, (text) => text.replace(MARK, (_, name: string) => of(name))),
    // what goes into the journal has to be what may travel, before it is walked
    show: (value, path, clean) => show(jsonValue(value), path, clean),
  }
}

/** The values put in where a config that was kept has their places. */
export function putSecrets(config: Json, places: readonly SecretPlace[], of: (name: string) => string): Json {
  const texts = new Map<string, SecretPlace[]>()
  for (const place of places) {
    const key = JSON.stringify(place.path)
    texts.set(key, [...(texts.get(key) ?? []), place])
  }
  let put = config
  for (const inText of texts.values())
    put = changeAt(put, (inText[0] as SecretPlace).path, (text) => fillText(text, inText, of))
  return put
}

/** From the end, so that what stands before keeps its place. */
function fillText(text: string, places: readonly SecretPlace[], of: (name: string) => string): string {
  let filled = text
  for (const { at, name } of places.toSorted((a, b) => b.at - a.at)) {
    const reference = written(name)
    if (!filled.startsWith(reference, at))
      throw new Error(`no secret stands at ${at} in a config that names one there`)
    filled = filled.slice(0, at) + of(name) + filled.slice(at + reference.length)
  }
  return filled
}

function changeAt(value: Json, path: SecretPlace['path'], change: (text: string) => string): Json {
  const [key, ...rest] = path
  if (key === undefined) {
    if (typeof value !== 'string') throw new Error('a secret stands in what is no text')
    return change(value)
  }
  if (isList(value)) return value.map((held, i) => (i === key ? changeAt(held, rest, change) : held))
  if (!isObject(value)) throw new Error(`nothing is at ${String(key)} in a config that names a secret there`)
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([name, held]) => [name, name === key ? changeAt(held, rest, change) : held]),
  )
}

function mapTexts<T extends Json | undefined>(value: T, change: (text: string) => string): T
function mapTexts(value: Json | undefined, change: (text: string) => string): Json | undefined {
  if (typeof value === 'string') return change(value)
  if (isList(value)) return value.map((held) => mapTexts(held, change))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, mapTexts(held, change)]))
}
