import { type BlockContext, implement } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { checkFound, itemValue, keyOf } from '#shared/value'
import { onlyNew } from './block.ts'

/** Under this key it remembers what it saw: marks, those that came up longest ago first. */
const KEY = 'seen'
type Seen = { memory: string; marks: readonly string[] }

export const run = implement(onlyNew, async ({ list, by, firstTime, remember, memory }, ctx) => {
  const places = await marksOf(list, by, ctx)
  if (places.size > remember) throw tooMany(places.size, remember)
  const held = (await ctx.state.get(KEY)) as Seen | undefined
  const isFirst = held === undefined || held.memory !== memory
  const { fresh, others } = await compare(places, isFirst ? [] : held.marks, ctx)
  // what came up now is forgotten last; where nothing is new, nothing has to be forgotten
  if (fresh.length > 0 || isFirst)
    await ctx.state.set(KEY, { memory, marks: [...others, ...places.keys()].slice(-remember) })
  if (isFirst && firstTime === 'remember') return { next: [] }
  return { next: fresh.map((index) => list[index] as Json) }
})

/** The place of the first item of each mark. */
async function marksOf(list: readonly Json[], by: unknown, ctx: BlockContext): Promise<Map<string, number>> {
  const valueFor = itemValue(ctx, 'by', by)
  const places = new Map<string, number>()
  const missing: number[] = []
  for (const [index, item] of list.entries()) {
    const value = valueFor(item, index)
    if ((value ?? '') === '') missing.push(index)
    const mark = markOf(value, ctx)
    if (!places.has(mark)) places.set(mark, index)
    const turn = ctx.breathe()
    if (turn) await turn
  }
  checkFound(missing.length < list.length, list, by, 'by')
  const [first] = missing
  if (first !== undefined && by !== undefined && by !== '') throw nothingToTellBy(first)
  return places
}

/** @returns places of what is not among `before`, and what is among `before` only */
async function compare(places: ReadonlyMap<string, number>, before: readonly string[], ctx: BlockContext) {
  const known = new Set<string>()
  const others: string[] = []
  for (const mark of before) {
    known.add(mark)
    if (!places.has(mark)) others.push(mark)
    const turn = ctx.breathe()
    if (turn) await turn
  }
  const fresh: number[] = []
  for (const [mark, index] of places) {
    if (!known.has(mark)) fresh.push(index)
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return { fresh, others }
}

/**
 * Short, the same for the same value, and nothing of the value can be read from it. 96 bits: among a hundred thousand, two are alike by chance once in 10^19 times.
 */
function markOf(value: Json | undefined, ctx: BlockContext): string {
  const digest = ctx.digest('sha-256')
  digest.update(keyOf(value))
  return Buffer.from(digest.finish()).toString('base64url', 0, 12)
}

const nothingToTellBy = (index: number): AppError =>
  new AppError({
    code: 'data.nothing-to-remember',
    message: `Item ${index + 1} has nothing by which it could be told from others.`,
    fix: 'Choose something under "By" that every item has, or filter such items out first.',
    details: { field: 'by', index },
  })

const tooMany = (size: number, remember: number): AppError =>
  new AppError({
    code: 'data.too-many-to-remember',
    message: `The list has ${size} different items, but only ${remember} are remembered: the others would be new each time.`,
    fix: 'Raise "Remember at most", or let fewer items in.',
    details: { field: 'remember', size, limit: remember },
  })
