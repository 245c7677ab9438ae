import type { Json, JsonObject } from '#shared/flow'
import type { Fields } from './field.ts'
import { isList, isObject } from './say-value.ts'

/**
 * A part of a C-block that holds other blocks. `word` stands above it: of the first one at the end of the
 * sentence, of the others on the divider ("else"), where its name stands when it has no word.
 */
export type MouthSpec = { name: string; word?: string }

/** One mouth for each entry of a list field, named by what the entry holds; then those that are always there. */
export type MouthsByEntry = {
  /** the list field */
  from: string
  /** the key of an entry that holds the mouth's name */
  name: string
  /** a key of an entry that must not hold the same in two entries */
  differ?: string
  /** stands before the name: "when small" */
  word?: string
  last?: readonly MouthSpec[]
}

/** As many mouths as a number field says: `1`, `2` and so on. `word` stands between them. */
export type MouthsByCount = { count: string; word?: string }

export type Mouths = readonly MouthSpec[] | MouthsByEntry | MouthsByCount
type Declared = { readonly mouths?: Mouths; readonly fields: Fields }

const NONE: readonly MouthSpec[] = []

/** The mouths of a C-block as it is configured, in order. Takes any config, also one that will not do. */
export function mouthsOf(declaration: Declared, config: JsonObject): readonly MouthSpec[] {
  const { mouths = NONE } = declaration
  if (areFixed(mouths)) return mouths
  if ('count' in mouths) return counted(mouths, heldBy(declaration, config, mouths.count))
  return named(mouths, heldBy(declaration, config, mouths.from))
}

export const areFixed = (mouths: Mouths): mouths is readonly MouthSpec[] => Array.isArray(mouths)

/** What a field holds in a config, or by default. */
export const heldBy = ({ fields }: Declared, config: JsonObject, key: string): Json | undefined =>
  config[key] ?? fields[key]?.default

/** A number is drawn while it is typed, so a slip of the finger must not make a million mouths. */
const MOST_MOUTHS = 100

function counted({ word }: MouthsByCount, held: Json | undefined): MouthSpec[] {
  const count = Number(held)
  const length = Number.isSafeInteger(count) ? Math.min(Math.max(count, 0), MOST_MOUTHS) : 0
  return Array.from({ length }, (_, i) =>
    i > 0 && word !== undefined ? { name: String(i + 1), word } : { name: String(i + 1) },
  )
}

/** An entry whose name is missing or taken (while it is typed, say) has its mouth all the same: `#2`. */
function named({ name, word, last = NONE }: MouthsByEntry, held: Json | undefined): MouthSpec[] {
  const taken = new Set(last.map((one) => one.name))
  const entries = isList(held) ? held.slice(0, MOST_MOUTHS) : []
  const own = entries.map((entry, i) => {
    const given = isObject(entry) ? entry[name] : undefined
    const good = typeof given === 'string' && given !== '' && !taken.has(given)
    const mouth = good ? given : `#${i + 1}`
    taken.add(mouth)
    return { name: mouth, word: word === undefined ? mouth : `${word} ${mouth}` }
  })
  return [...own, ...last]
}
