import { isList, isObject, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * The object with one field set, by path (`address.city`, `items.0.name`); what is not on the way is shared
 * with the old one. Missing objects on the way are made.
 * @throws AppError when the way leads through something that has no fields
 */
export function setAtPath(object: JsonObject, path: string, value: Json): JsonObject {
  const names = path.split('.')
  if (names.some((name) => name === '' || FORBIDDEN.has(name)))
    throw new AppError({
      code: 'data.bad-field-name',
      message: `"${path}" is not a name a field can have.`,
      fix: 'Use names with single dots between them: address.city',
      details: { field: 'fields' },
    })
  return setIn(object, names, 0, value) as JsonObject
}

function setIn(holder: Json | undefined, names: readonly string[], at: number, value: Json): Json {
  const name = names[at] as string
  const inner = (old: Json | undefined): Json =>
    at === names.length - 1 ? value : setIn(old, names, at + 1, value)
  if (holder === undefined || holder === null) return { [name]: inner(undefined) }
  if (isObject(holder))
    return { ...holder, [name]: inner(Object.hasOwn(holder, name) ? holder[name] : undefined) }
  if (isList(holder) && isPlace(name, holder.length)) {
    const list = [...holder]
    list[Number(name)] = inner(holder[Number(name)])
    return list
  }
  throw blocked(names, at, holder)
}

/** In a list: one of its places, or the one right after its end. */
const isPlace = (name: string, length: number): boolean =>
  /^(0|[1-9]\d*)$/.test(name) && Number(name) <= length

const blocked = (names: readonly string[], at: number, holder: Json): AppError =>
  new AppError({
    code: 'data.no-fields-here',
    message: `Cannot set "${names.join('.')}": ${at === 0 ? 'the input' : `"${names.slice(0, at).join('.')}"`} is ${sayValue(holder)}.`,
    fix: 'Set a field of another name, or replace the whole value.',
    details: { field: 'fields' },
  })
