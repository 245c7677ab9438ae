import { isObject } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'

/** Names by which no value can be reached safely. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * The names of columns as keys of objects, each once: blanks around them are taken off, one that is empty (or can be
 * no key) is numbered by its place, `column3`, and one that is there already gets a number, `name 2`.
 */
export function columnNames(header: readonly string[]): string[] {
  const taken = new Set<string>()
  const given = new Set(header.map((name) => name.trim()))
  return header.map((text, index) => {
    const trimmed = text.trim()
    const name = trimmed === '' || FORBIDDEN.has(trimmed) ? `column${index + 1}` : trimmed
    let free = name
    for (let n = 2; taken.has(free) || (free !== trimmed && given.has(free)); n++) free = `${name} ${n}`
    taken.add(free)
    return free
  })
}

/**
 * The columns of rows that are to be written: those asked for, or all keys of all rows in the order in which they
 * come. Rows that are lists have none.
 * @throws AppError `data.not-a-row`, `data.bad-column`
 */
export function columnsOf(rows: readonly Json[], asked: readonly Json[] | undefined): string[] | undefined {
  if (asked && asked.length > 0) return asked.map(columnName)
  const names = new Set<string>()
  let lists = 0
  for (const [index, row] of rows.entries()) {
    if (Array.isArray(row)) lists++
    else if (isObject(row)) for (const key of Object.keys(row)) names.add(key)
    else throw notARow(index)
  }
  if (lists === 0) return [...names]
  if (names.size === 0) return undefined
  const first = Array.isArray(rows[0])
  const row = rows.findIndex((one) => Array.isArray(one) !== first) + 1
  throw new AppError({
    code: 'data.not-a-row',
    message: `Row ${row} is ${first ? 'an object' : 'a list'}, but the rows before it are ${first ? 'lists' : 'objects'}.`,
    fix: 'Give rows of one kind, or say which columns there are.',
    details: { row },
  })
}

function columnName(name: Json, index: number): string {
  if (typeof name === 'string' && name !== '') return name
  throw new AppError({
    code: 'data.bad-column',
    message: `Column ${index + 1} has no name.`,
    fix: 'Give the names of the columns as texts, for example ["name", "age"].',
    details: { index },
  })
}

const notARow = (index: number): AppError =>
  new AppError({
    code: 'data.not-a-row',
    message: `Row ${index + 1} is neither an object nor a list.`,
    fix: 'Give each row as { "name": value }, or as a list of values.',
    details: { index },
  })

/** The values of one row, by its columns. @throws AppError `data.not-a-row` */
export function valuesOf(row: Json, index: number, columns: readonly string[] | undefined): readonly Json[] {
  if (Array.isArray(row)) return row
  if (!isObject(row)) throw notARow(index)
  const object: JsonObject = row
  return (columns ?? []).map((name) => (Object.hasOwn(object, name) ? (object[name] as Json) : null))
}
