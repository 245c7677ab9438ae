import type { Block } from '#shared/flow'
import type { Colour } from '../../../ui/block-art/colour.ts'
import { rootColour } from '../../../ui/block-art/root-colours.ts'
import type { ChipSource } from '../../../ui/block-art/template-pieces.ts'
import type { HangingFlow } from './hanging.ts'

/** The category of a block's type. */
export type CategoryOf = (block: Block) => Colour | undefined

/**
 * The colour of a value named in `id`: that of the block it comes from. `item` and `index` come from the
 * loop around it, `input` from what leads here, `vars` from data; what is not known has no colour.
 */
export function sourceCategory(
  flow: HangingFlow,
  id: string,
  source: ChipSource,
  categoryOf: CategoryOf,
): Colour | undefined {
  const of = (block?: Block) => block && categoryOf(block)
  switch (source.root) {
    case 'blocks':
      return of(flow.document.blocks.find((block) => block.name === source.block))
    case 'input':
      return of(flow.blocks.get(leadsTo(flow, id) ?? '')?.block)
    default:
      return rootColour(source)
  }
}

function leadsTo(flow: HangingFlow, id: string): string | undefined {
  const parent = flow.blocks.get(id)?.parent
  return parent?.id ?? flow.document.links.find((link) => link.to === id)?.from
}
