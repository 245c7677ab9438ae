import { type BlockContext, implement, isList, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { random } from './block.ts'

export const run = implement(random, async (config, ctx) => {
  if (config.do === 'number') return { next: numberOf(config, ctx) }
  const list = listOf(config.list)
  if (config.do === 'shuffle') return { next: await drawn(list, list.length, ctx) }
  if (list.length === 0) throw emptyList()
  const some = await drawn(list, Math.min(config.count, list.length), ctx)
  return { next: config.count === 1 ? (some[0] as Json) : some }
})

function numberOf(
  { from, to, whole }: { from: number; to: number; whole: boolean },
  ctx: BlockContext,
): number {
  const low = whole ? Math.ceil(from) : from
  const high = whole ? Math.floor(to) : to
  if (low > high) throw noNumber(from, to, whole)
  if (!whole) return Math.min(low + throwDice(ctx) * (high - low), high)
  return Math.min(low + Math.floor(throwDice(ctx) * (high - low + 1)), high)
}

/** From 0 up to but not including 1, of 53 bits: the context's dice alone have 32. */
const throwDice = (ctx: BlockContext): number =>
  (Math.floor(ctx.random() * 2 ** 26) * 2 ** 27 + Math.floor(ctx.random() * 2 ** 27)) / 2 ** 53

/** So many items, none twice, in the order in which they were drawn (Fisher and Yates). */
async function drawn(list: readonly Json[], count: number, ctx: BlockContext): Promise<Json[]> {
  const all = [...list]
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(throwDice(ctx) * (all.length - i))
    const held = all[i] as Json
    all[i] = all[other] as Json
    all[other] = held
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return all.slice(0, count)
}

function listOf(list: Json): readonly Json[] {
  if (isList(list)) return list
  throw new AppError({
    code: 'config.wrong-kind',
    message: `"List" needs a list, but got ${sayValue(list)}.`,
    fix: 'Give a list, for example {{ input.items }}.',
    details: { field: 'list' },
  })
}

const emptyList = (): AppError =>
  new AppError({
    code: 'data.empty-list',
    message: 'Nothing can be picked of an empty list.',
    fix: 'Ask with If whether there is something in the list.',
    details: { field: 'list' },
  })

const noNumber = (from: number, to: number, whole: boolean): AppError =>
  new AppError({
    code: 'data.limits-crossed',
    message: `There is no ${whole ? 'whole ' : ''}number from ${from} to ${to}.`,
    fix: 'Let "From" be the smaller of the two.',
    details: { field: 'from' },
  })
