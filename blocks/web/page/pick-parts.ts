import type { ConfigOf } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import type { page } from './block.ts'
import { addressedValue } from './page-address.ts'
import { htmlIn } from './parse-page.ts'
import { type Find, finderOf, type Within } from './selector.ts'
import { textIn } from './text-in.ts'

type Row = ConfigOf<typeof page.fields>['pick'][number]
/** A part that is to be picked, ready to be found. */
export type Part = Row & { find: Find; read: (found: Within) => string | null; missed: number }

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * @param base what addresses on the page are relative to
 * @throws AppError `config.bad-selector`, `config.name-twice`, `config.missing`
 */
export function partsOf(rows: readonly Row[], base: string | undefined): Part[] {
  const names = new Set<string>()
  return rows.map((row, i) => {
    if (names.has(row.name) || FORBIDDEN.has(row.name)) throw badName(row.name, i)
    names.add(row.name)
    const selector = row.selector?.trim() ?? ''
    const find: Find =
      selector === '' ? (within) => [within as never] : finderOf(selector, `"Selector" of "${row.name}"`)
    return { ...row, find, read: readerOf(row, i, base), missed: 0 }
  })
}

function readerOf({ take, attribute, name }: Row, i: number, base: string | undefined): Part['read'] {
  if (take === 'text') return textIn
  if (take === 'html') return htmlIn
  const key = attribute?.trim().toLowerCase()
  if (!key) throw noAttribute(name, i)
  return (found) => {
    const value = 'attribs' in found && Object.hasOwn(found.attribs, key) ? found.attribs[key] : undefined
    return value === undefined ? null : addressedValue(key, value, base)
  }
}

/**
 * The parts of one element, by name. What is not there is null, or an empty list; it is counted in `missed`.
 * @param place for sentences: ` in item 3`, or nothing
 * @throws AppError `data.not-on-page` for a part that must be there
 */
export function pickFrom(within: Within, parts: readonly Part[], place: string): JsonObject {
  const picked: Record<string, Json> = {}
  for (const part of parts) {
    const found = part.find(within)
    const values = (part.all ? found : found.slice(0, 1)).map(part.read).filter((value) => value !== null)
    if (values.length === 0) {
      if (part.required) throw notThere(part, place)
      part.missed++
    }
    picked[part.name] = part.all ? values : (values[0] ?? null)
  }
  return picked
}

export const sayPart = ({ name, selector, take, attribute }: Row): string =>
  `"${name}" (${[selector?.trim() || 'all of it', ...(take === 'attribute' ? [`attribute ${attribute}`] : [])].join(', ')})`

const notThere = (part: Part, place: string): AppError =>
  new AppError({
    code: 'data.not-on-page',
    message: `The page has no ${sayPart(part)}${place}, and it must be there.`,
    fix: 'Look at the page: it may have been made anew, or it is filled by a script, which does not run here. Else turn "Must be there" off.',
    details: { name: part.name },
  })

const badName = (name: string, i: number): AppError =>
  new AppError({
    code: 'config.bad-name',
    message: FORBIDDEN.has(name)
      ? `Row ${i + 1} of "Parts" cannot be called "${name}".`
      : `"${name}" stands twice in "Parts", the second time in row ${i + 1}.`,
    fix: 'Give it another name.',
    details: { field: 'pick', row: i + 1 },
  })

const noAttribute = (name: string, i: number): AppError =>
  new AppError({
    code: 'config.missing',
    message: `Row ${i + 1} of "Parts" ("${name}") takes an attribute, but does not say which.`,
    fix: 'Fill in "Attribute" there, for example href.',
    details: { field: 'pick', row: i + 1 },
  })
