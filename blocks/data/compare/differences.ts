import { isObject } from '#shared/block'
import { type Json, type JsonObject, sameJson } from '#shared/flow'

/** What a comparison gives. */
export type Differences = { added: Json[]; removed: Json[]; changed: JsonObject[]; unchanged: number }

/** An item with what it is known by, and what of it counts. */
export type Known = { key: Json; name: string; item: Json; counts: Json }

export const asJson = ({ added, removed, changed, unchanged }: Differences): JsonObject => ({
  same: added.length + removed.length + changed.length === 0,
  added,
  removed,
  changed,
  unchanged,
})

/** Names of an object's fields that differ. */
function fieldsThatDiffer(before: Json, after: Json): string[] {
  if (!isObject(before) || !isObject(after)) return []
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => {
    if (!Object.hasOwn(before, name) || !Object.hasOwn(after, name)) return true
    return !sameJson(before[name] as Json, after[name] as Json)
  })
}

/** Two items that belong together. */
export function changeOf(before: Known, after: Known): JsonObject | undefined {
  if (sameJson(before.counts, after.counts)) return undefined
  const fields = fieldsThatDiffer(before.counts, after.counts)
  return { key: after.key, fields, before: before.item, after: after.item }
}

/** Two objects, field by field. */
export function compareObjects(before: JsonObject, after: JsonObject): Differences {
  const made: Differences = { added: [], removed: [], changed: [], unchanged: 0 }
  for (const [key, value] of Object.entries(before)) {
    if (!Object.hasOwn(after, key)) made.removed.push({ key, value })
    else if (sameJson(value, after[key] as Json)) made.unchanged++
    else made.changed.push({ key, before: value, after: after[key] as Json })
  }
  for (const [key, value] of Object.entries(after))
    if (!Object.hasOwn(before, key)) made.added.push({ key, value })
  return made
}

/** Two texts, numbers, or values of two kinds. */
export function compareValues(before: Json, after: Json): Differences {
  const same = sameJson(before, after)
  return { added: [], removed: [], changed: same ? [] : [{ before, after }], unchanged: same ? 1 : 0 }
}
