import { isList, isObject } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'

/** The way to a field: names, and places in lists (from 0). */
export type FieldPath = readonly (string | number)[]

const PIECE = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\['([^'\\]*)'\]|\.?([^.[\]]+)/y
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])
/** As deep as values may be. */
const MOST_NAMES = 200

/**
 * Reads `address.city`, `lines[0].price`, `lines.0.price` or `["odd.name"].b`.
 * @param field of the config, for the error's `details.field`
 * @throws AppError `data.bad-field-name`
 */
export function parsePath(text: string, field: string): FieldPath {
  const path: (string | number)[] = []
  PIECE.lastIndex = 0
  for (let at = 0; at < text.length; at = PIECE.lastIndex) {
    PIECE.lastIndex = at
    const found = PIECE.exec(text)
    if (!found || (at === 0 && found[0].startsWith('.'))) throw badName(text, field)
    // a name right after a bracket needs its dot
    if (found[4] !== undefined && at > 0 && !found[0].startsWith('.')) throw badName(text, field)
    path.push(pieceOf(found))
    if (FORBIDDEN.has(String(path.at(-1))) || path.length > MOST_NAMES) throw badName(text, field)
  }
  if (path.length === 0) throw badName(text, field)
  return path
}

function pieceOf([, place, quoted, single, name]: RegExpExecArray): string | number {
  if (place !== undefined) return Number(place)
  if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1')
  return single ?? (name as string)
}

const badName = (text: string, field: string): AppError =>
  new AppError({
    code: 'data.bad-field-name',
    message: `"${text.length > 100 ? `${text.slice(0, 100)}...` : text}" is not a name a field can have.`,
    fix: 'Use names with single dots between them, and places in brackets: address.city, lines[0].price',
    details: { field },
  })

/** What is at the end of a way; undefined where there is nothing. Never reaches a prototype. */
export function readPath(value: Json | undefined, path: FieldPath): Json | undefined {
  let held = value
  for (const name of path) {
    if (isList(held)) held = placeIn(name, held.length) === undefined ? undefined : held[Number(name)]
    else if (isObject(held)) held = Object.hasOwn(held, name) ? held[name] : undefined
    else return undefined
  }
  return held
}

/** The place of a list that a name means, up to `length`; undefined: it means none. */
export function placeIn(name: string | number, length: number): number | undefined {
  const place = typeof name === 'number' || /^(0|[1-9]\d*)$/.test(name) ? Number(name) : Number.NaN
  return place <= length ? place : undefined
}

/**
 * What reads one field of many values. A field that has the whole text for its name, as columns of a table may
 * ("Price (incl. VAT)"), comes first.
 * @throws (what it gives) AppError `data.bad-field-name`
 */
export function fieldReader(text: string, field: string): (value: Json) => Json | undefined {
  let path: FieldPath | undefined
  return (value) => {
    if (isObject(value) && Object.hasOwn(value, text)) return value[text]
    path ??= parsePath(text, field)
    return readPath(value, path)
  }
}
