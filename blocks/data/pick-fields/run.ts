import { implement, isList, isObject, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { fieldReader, setAtPath } from '#shared/value'
import { pickFields } from './block.ts'
import { omit, pick, treeOf } from './field-tree.ts'

export const run = implement(pickFields, async ({ from, fields, keep, rename }, ctx) => {
  const names = fields.map(asName)
  const renames = Object.entries(rename).map(([old, name]) => [old, asName(name)] as const)
  const take = (object: JsonObject): JsonObject => {
    const tree = treeOf(names, object)
    const kept = keep === 'these' ? (names.length === 0 ? {} : pick(object, tree)) : omit(object, tree)
    return renames.reduce((made, [old, name]) => renamed(made, old, name), kept as JsonObject)
  }
  if (isObject(from)) return { next: take(from) }
  if (!isList(from)) throw notAnObject(from)
  const taken: Json[] = []
  for (const [index, item] of from.entries()) {
    if (!isObject(item)) throw notAnObject(item, index)
    taken.push(take(item))
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return { next: taken }
})

/** In its place where it stands at the top, else set where the new name leads. */
function renamed(object: JsonObject, old: string, name: string): JsonObject {
  const value = fieldReader(old, 'rename')(object)
  if (value === undefined || old === name) return object
  if (Object.hasOwn(object, old) && /^[^.[\]]+$/.test(name) && !Object.hasOwn(object, name))
    return Object.fromEntries(
      Object.entries(setAtPath(object, name, value, 'rename')).flatMap(inPlace(old, name)),
    )
  return setAtPath(omit(object, treeOf([old], object)) as JsonObject, name, value, 'rename')
}

const inPlace =
  (old: string, name: string) =>
  ([key, held]: [string, Json]): [string, Json][] => {
    if (key === name) return []
    return [key === old ? [name, held] : [key, held]]
  }

function asName(value: Json): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number') return String(value)
  throw new AppError({
    code: 'data.bad-field-name',
    message: `A field is named by a text, but got ${sayValue(value)}.`,
    fix: 'Write the names of the fields: name, address.city',
    details: { field: 'fields' },
  })
}

const notAnObject = (value: Json, index?: number): AppError =>
  new AppError({
    code: 'data.not-an-object',
    message: `Fields can be picked of objects only, but ${index === undefined ? 'it' : `item ${index + 1}`} is ${sayValue(value)}.`,
    fix: 'Give an object or a list of objects.',
    details: { field: 'from', ...(index !== undefined && { index }) },
  })
