import { implement } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { checkFound, itemValue, keyOf } from '#shared/value'
import { group } from './block.ts'

type Group = { key: Json; items: Json[] }

export const run = implement(group, async ({ list, by, as }, ctx) => {
  const keyFor = itemValue(ctx, 'by', by)
  const groups = new Map<string, Group>()
  let found = false
  for (const [index, item] of list.entries()) {
    const given = keyFor(item, index)
    found ||= given !== undefined
    const key = given ?? null
    const name = as === 'object' ? inWords(key) : keyOf(key)
    const group = groups.get(name)
    if (group) group.items.push(item)
    else groups.set(name, { key, items: [item] })
    const turn = ctx.breathe()
    if (turn) await turn
  }
  checkFound(found, list, by, 'by')
  return { next: as === 'object' ? byName(groups) : [...groups.values()] }
})

/** What a key is called as the name of a field: as it would stand in a text. */
const inWords = (key: Json): string =>
  typeof key === 'string' ? key : key === null ? '' : JSON.stringify(key)

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

function byName(groups: ReadonlyMap<string, Group>): JsonObject {
  for (const name of groups.keys())
    if (FORBIDDEN.has(name))
      throw new AppError({
        code: 'data.bad-field-name',
        message: `"${name}" is not a name a field can have.`,
        fix: 'Let the block give a list of groups.',
        details: { field: 'by' },
      })
  return Object.fromEntries([...groups].map(([name, { items }]) => [name, items]))
}
