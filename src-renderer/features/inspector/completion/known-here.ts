import type { Json } from '#shared/flow'
import type { InspectedBlock } from '../inspector-context.ts'
import type { Known } from './suggest.ts'

/** What the roots of an expression in a block's field hold, on the data that is shown beside it. */
export function knownHere({ arriving, own }: Pick<InspectedBlock, 'arriving' | 'own'>): Known {
  const { input, item, index, vars, blocks, run, trigger } = arriving
  const named = Object.fromEntries(blocks.map(({ block, value }) => [block.name, value]))
  return {
    input: input ?? null,
    item: own ? own.item : item,
    index: own ? 0 : index,
    ...(blocks.length > 0 && { blocks: named as Json }),
    ...(Object.keys(vars).length > 0 && { vars: vars as Json }),
    run: run as Json,
    trigger,
  }
}
