import { BlockBody } from '../../../ui/block-art/block-body.tsx'
import { kindOf } from '../block-kinds.ts'
import type { HangingFlow } from '../geometry/hanging.ts'
import type { PlacedBlock } from '../geometry/layout.ts'
import { sourceCategory } from '../geometry/sources.ts'

type PlacedBodyProps = {
  placed: PlacedBlock
  /** in which it hangs: what its values are coloured by */
  flow: HangingFlow
  mini: boolean
  tail?: string
  hatch?: string
}

/** The outline and the sentence of a block that has its place: on the canvas, in the hand, on a shelf. */
export function PlacedBody({ placed, flow, mini, tail, hatch }: PlacedBodyProps) {
  const { block, form } = placed.hanging
  const kind = kindOf(block)
  return (
    <BlockBody
      type={block.type}
      category={kind.category}
      shape={form.shape}
      face={placed.face}
      width={placed.width}
      mouths={placed.mouths}
      words={kind.words}
      mini={mini}
      pile={Math.min(2, placed.hides?.length ?? 0)}
      // folded away with its foot: the counts beside it and its bubble say how it went
      tail={placed.hides ? undefined : tail}
      hatch={hatch}
      colourOf={(source) => sourceCategory(flow, block.id, source, (of) => kindOf(of).category)}
    />
  )
}

/** Its colour's class; a block whose package is not here has none of its own. */
export function categoryClass({ hanging: { block } }: PlacedBlock): string {
  const kind = kindOf(block)
  return `cat-${kind.declaration ? kind.category : 'unknown'}`
}
