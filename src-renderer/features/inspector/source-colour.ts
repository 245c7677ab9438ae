import type { FlowStructure } from '#shared/flow'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { rootColour } from '../../ui/block-art/root-colours.ts'
import type { SourceColour } from '../../ui/block-art/row-art.tsx'

/** The colour of values named in a block: of a block its own, of `input` what leads here, else the root's. */
export const colourOfSource =
  (structure: FlowStructure | null, id: string): SourceColour =>
  (source) => {
    if (source.root === 'blocks')
      return categoryOf(structure?.document.blocks.find((block) => block.name === source.block)?.type)
    if (source.root !== 'input') return rootColour(source)
    const place = structure?.places.get(id)
    const from = place?.linksIn[0]?.from ?? place?.parent?.block
    return categoryOf(from === undefined ? undefined : structure?.places.get(from)?.block.type)
  }

const categoryOf = (type: string | undefined) =>
  type === undefined ? undefined : catalog.get(type)?.category
