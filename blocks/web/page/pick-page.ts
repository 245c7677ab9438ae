import type { BlockContext, ConfigOf } from '#shared/block'
import type { Json } from '#shared/flow'
import type { page } from './block.ts'
import { baseOf } from './page-address.ts'
import { parsePage } from './parse-page.ts'
import { type Part, partsOf, pickFrom, sayPart } from './pick-parts.ts'
import { finderOf } from './selector.ts'

export type PageSource = { html: string; what: string; from?: string }
type Config = Pick<ConfigOf<typeof page.fields>, 'each' | 'pick'>

/** @throws AppError of the selectors, for a page nested too deep, for a part that must be there */
export async function pickPage(
  source: PageSource,
  { each, pick }: Config,
  ctx: Pick<BlockContext, 'breathe' | 'log'>,
): Promise<Json> {
  const document = await parsePage(source.html, source.what, ctx)
  const parts = partsOf(pick, baseOf(document, source.from))
  if (!each?.trim()) {
    const picked = pickFrom(document, parts, '')
    for (const part of parts) if (part.missed > 0) ctx.log.warn(`The page has no ${sayPart(part)}.`)
    return picked
  }
  const list: Json[] = []
  for (const [i, element] of finderOf(each, '"For each"')(document).entries()) {
    list.push(pickFrom(element, parts, ` in item ${i + 1}`))
    const turn = ctx.breathe()
    if (turn) await turn
  }
  warnOfMissing(parts, list.length, each, ctx)
  return list
}

function warnOfMissing(
  parts: readonly Part[],
  count: number,
  each: string,
  { log }: Pick<BlockContext, 'log'>,
): void {
  if (count === 0) log.warn(`Nothing on the page is "${each}", so the list is empty.`)
  for (const part of parts)
    if (part.missed > 0) log.warn(`${part.missed} of ${count} items have no ${sayPart(part)}.`)
}
