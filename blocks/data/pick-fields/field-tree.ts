import { isList, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { parsePath, placeIn } from '#shared/value'

/** Names that are meant, with what is meant inside each; nothing inside means all of it. */
export type FieldTree = ReadonlyMap<string, FieldTree>
type Growing = Map<string, Growing>

/**
 * The names of fields put together. What an object has by its whole text, such as "Price (incl. VAT)", is meant so.
 * @throws AppError `data.bad-field-name`
 */
export function treeOf(names: readonly string[], object: Json): FieldTree {
  const tree: Growing = new Map()
  for (const name of names) {
    const isWhole = isObject(object) && name !== '__proto__' && Object.hasOwn(object, name)
    const path = isWhole ? [name] : parsePath(name, 'fields')
    let at = tree
    for (const [i, piece] of path.entries()) {
      const known = at.get(String(piece))
      // all of it is meant already
      if (known?.size === 0 && i < path.length) break
      const inside: Growing = known ?? new Map()
      if (i === path.length - 1) inside.clear()
      at.set(String(piece), inside)
      at = inside
    }
  }
  return tree
}

/** Only what is meant, in the order in which it was named; undefined: nothing of it is there. */
export function pick(value: Json | undefined, tree: FieldTree): Json | undefined {
  if (tree.size === 0) return value
  if (isList(value)) return pickOfList(value, tree)
  if (!isObject(value)) return undefined
  const picked: [string, Json][] = []
  for (const [name, inside] of tree) {
    const held = Object.hasOwn(value, name) ? pick(value[name], inside) : undefined
    if (held !== undefined) picked.push([name, held])
  }
  return Object.fromEntries(picked)
}

/** Places are those items, names are fields of every item. */
function pickOfList(list: readonly Json[], tree: FieldTree): Json[] {
  const picked = meansPlaces(tree, list)
    ? [...tree].map(([name, inside]) => pick(list[Number(name)], inside))
    : list.map((item) => pick(item, tree))
  return picked.filter((one) => one !== undefined)
}

/** All but what is meant. */
export function omit(value: Json, tree: FieldTree): Json {
  if (isList(value)) return omitOfList(value, tree)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]) => {
      const inside = tree.get(name)
      if (inside === undefined) return [[name, held]]
      return inside.size === 0 ? [] : [[name, omit(held, inside)]]
    }),
  ) as JsonObject
}

function omitOfList(list: readonly Json[], tree: FieldTree): Json[] {
  if (!meansPlaces(tree, list)) return list.map((item) => omit(item, tree))
  return list.flatMap((item, i) => {
    const inside = tree.get(String(i))
    if (inside === undefined) return [item]
    return inside.size === 0 ? [] : [omit(item, inside)]
  })
}

const meansPlaces = (tree: FieldTree, list: readonly Json[]): boolean =>
  [...tree.keys()].every((name) => /^\d+$/.test(name) && placeIn(name, list.length) !== undefined)
