import { isList, isObject, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { type FieldPath, parsePath, placeIn } from './field-path.ts'

/**
 * The object with one field set, by path (`address.city`, `items[0].name`); what is not on the way is shared
 * with the old one. Missing objects on the way are made, and missing lists where a place stands in brackets.
 * @param field of the config, for the error's `details.field`
 * @throws AppError `data.bad-field-name`; `data.no-fields-here` when the way leads through something without fields
 */
export const setAtPath = (object: JsonObject, path: string, value: Json, field: string): JsonObject =>
  setIn(object, { path: parsePath(path, field), value, field }, 0) as JsonObject

type Setting = { path: FieldPath; value: Json; field: string }

function setIn(holder: Json | undefined, setting: Setting, at: number): Json {
  const { path, value } = setting
  const name = path[at] as string | number
  const inner = (old: Json | undefined): Json =>
    at === path.length - 1 ? value : setIn(old, setting, at + 1)
  if (holder === undefined || holder === null)
    return name === 0 ? [inner(undefined)] : { [name]: inner(undefined) }
  if (isObject(holder))
    return { ...holder, [name]: inner(Object.hasOwn(holder, name) ? holder[name] : undefined) }
  // one of a list's places, or the one right after its end
  if (isList(holder) && placeIn(name, holder.length) !== undefined) {
    const list = [...holder]
    list[Number(name)] = inner(holder[Number(name)])
    return list
  }
  throw blocked(setting, at, holder)
}

const blocked = ({ path, field }: Setting, at: number, holder: Json): AppError =>
  new AppError({
    code: 'data.no-fields-here',
    message: `Cannot set "${path.join('.')}": ${at === 0 ? 'the input' : `"${path.slice(0, at).join('.')}"`} is ${sayValue(holder)}.`,
    fix: 'Set a field of another name, or replace the whole value.',
    details: { field },
  })
