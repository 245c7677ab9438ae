import { type BlockContext, implement, isList, isObject, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { checkFound, itemValues, keyOf } from '#shared/value'
import { compare } from './block.ts'
import {
  asJson,
  changeOf,
  compareObjects,
  compareValues,
  type Differences,
  type Known,
} from './differences.ts'

export const run = implement(compare, async ({ before, after, by, ignore }, ctx) => {
  const left = new Set(ignore.map(String))
  if (isList(before) && isList(after))
    return { next: asJson(await compareLists(before, after, by, left, ctx)) }
  if (isObject(before) && isObject(after))
    return { next: asJson(compareObjects(without(before, left), without(after, left))) }
  return { next: asJson(compareValues(before, after)) }
})

async function compareLists(
  before: readonly Json[],
  after: readonly Json[],
  by: unknown,
  left: ReadonlySet<string>,
  ctx: BlockContext,
): Promise<Differences> {
  const names = isList(by as Json) ? (by as readonly Json[]) : []
  const isKeyed = by !== undefined && !(isList(by as Json) && names.length === 0)
  const valuesFor = itemValues(ctx, 'by', by)
  const found: boolean[] = []
  const know = async (list: readonly Json[]): Promise<Known[]> => {
    const known: Known[] = []
    for (const [index, item] of list.entries()) {
      const counts = isObject(item) ? without(item, left) : item
      const values = isKeyed ? valuesFor(item, index) : [counts]
      for (const [i, value] of values.entries()) found[i] ||= value !== undefined
      known.push({ key: keyFrom(values), name: keyOf(values as Json[]), item, counts })
      const turn = ctx.breathe()
      if (turn) await turn
    }
    return known
  }
  const [old, fresh] = [await know(before), await know(after)]
  for (const [i, name] of names.entries()) checkFound(found[i] === true, [...before, ...after], name, 'by')
  return isKeyed ? compareByKey(old, fresh, ctx) : compareWhole(old, fresh, ctx)
}

const keyFrom = (values: readonly (Json | undefined)[]): Json =>
  values.length === 1 ? (values[0] ?? null) : values.map((value) => value ?? null)

function without(object: JsonObject, left: ReadonlySet<string>): JsonObject {
  if (left.size === 0) return object
  return Object.fromEntries(Object.entries(object).filter(([name]) => !left.has(name)))
}

async function compareByKey(before: Known[], after: Known[], ctx: BlockContext): Promise<Differences> {
  const [old, fresh] = [byName(before, 'Before'), byName(after, 'After')]
  const made: Differences = { added: [], removed: [], changed: [], unchanged: 0 }
  for (const known of before) if (!fresh.has(known.name)) made.removed.push(known.item)
  for (const known of after) {
    const other = old.get(known.name)
    const change = other && changeOf(other, known)
    if (!other) made.added.push(known.item)
    else if (change) made.changed.push(change)
    else made.unchanged++
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return made
}

function byName(all: readonly Known[], side: string): Map<string, Known> {
  const places = new Map<string, number>()
  for (const [index, { name, key }] of all.entries()) {
    const first = places.get(name)
    if (first !== undefined) throw keyTwice(side, first, index, key)
    places.set(name, index)
  }
  return new Map(all.map((known) => [known.name, known]))
}

/** Items that are there as often on both sides are the same; order does not count. */
async function compareWhole(before: Known[], after: Known[], ctx: BlockContext): Promise<Differences> {
  const open = new Map<string, number>()
  for (const { name } of before) open.set(name, (open.get(name) ?? 0) + 1)
  const made: Differences = { added: [], removed: [], changed: [], unchanged: 0 }
  for (const { name, item } of after) {
    const left = open.get(name) ?? 0
    if (left === 0) made.added.push(item)
    else {
      open.set(name, left - 1)
      made.unchanged++
    }
    const turn = ctx.breathe()
    if (turn) await turn
  }
  for (const { name, item } of before.toReversed()) {
    const left = open.get(name) ?? 0
    if (left === 0) continue
    open.set(name, left - 1)
    made.removed.push(item)
  }
  made.removed.reverse()
  return made
}

const keyTwice = (side: string, first: number, second: number, key: Json): AppError =>
  new AppError({
    code: 'data.key-twice',
    message: `Items ${first + 1} and ${second + 1} of "${side}" cannot be told apart: both have ${sayValue(key)} as their key.`,
    fix: 'Choose something under "By" that only one item has, or take doubles out with Unique.',
    details: { field: 'by', items: [first, second] },
  })
