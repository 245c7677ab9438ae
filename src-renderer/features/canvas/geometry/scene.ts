import type { FlowDocument } from '#shared/flow'
import { type FormOf, type HangingFlow, hangFlow } from './hanging.ts'
import {
  type FaceOf,
  type FlowLayout,
  type FrozenWidths,
  layoutFlow,
  type PlacedBlock,
  type PlacedStack,
} from './layout.ts'

/** A document, how it hangs together, and where everything stands. */
export type Scene = { flow: HangingFlow; layout: FlowLayout }
export type SceneOf = (document: FlowDocument, frozen?: FrozenWidths) => Scene

export const makeSceneOf =
  (formOf: FormOf, faceOf: FaceOf): SceneOf =>
  (document, frozen) => {
    const flow = hangFlow(document, formOf)
    return { flow, layout: layoutFlow(flow, faceOf, frozen) }
  }

/** Stacks that came out the same keep their object, so that only changed ones are drawn again. */
export function keepUnchanged(
  before: readonly PlacedStack[],
  now: readonly PlacedStack[],
): readonly PlacedStack[] {
  const old = new Map(before.map((stack) => [stack.id, stack]))
  return now.map((stack) => {
    const previous = old.get(stack.id)
    if (!previous) return stack
    return sameStack(previous, stack) ? previous : { ...stack, blocks: keepBlocks(previous, stack) }
  })
}

/** In a stack that changed, the blocks that did not are not drawn again either. */
function keepBlocks(before: PlacedStack, now: PlacedStack): readonly PlacedBlock[] {
  const old = new Map(before.blocks.map((placed) => [placed.hanging.block.id, placed]))
  return now.blocks.map((placed) => {
    const previous = old.get(placed.hanging.block.id)
    return previous && sameBlock(previous, placed) && sameHanging(previous, placed) ? previous : placed
  })
}

const sameHanging = (a: PlacedBlock, b: PlacedBlock): boolean =>
  a.stack === b.stack &&
  a.depth === b.depth &&
  a.hanging.below === b.hanging.below &&
  a.hanging.parent?.id === b.hanging.parent?.id &&
  a.hanging.parent?.out === b.hanging.parent?.out &&
  a.hanging.form.mouths.length === b.hanging.form.mouths.length &&
  a.hanging.form.mouths.every(
    (mouth, i) => mouth === b.hanging.form.mouths[i] && a.hanging.inside[mouth] === b.hanging.inside[mouth],
  )

const sameStack = (a: PlacedStack, b: PlacedStack): boolean =>
  a.x === b.x &&
  a.y === b.y &&
  a.blocks.length === b.blocks.length &&
  a.blocks.every((block, i) => sameBlock(block, b.blocks[i] as PlacedBlock))

const sameBlock = (a: PlacedBlock, b: PlacedBlock): boolean =>
  a.hanging.block === b.hanging.block &&
  a.face === b.face &&
  a.x === b.x &&
  a.y === b.y &&
  a.width === b.width &&
  a.height === b.height &&
  a.hides?.length === b.hides?.length &&
  (a.hides ?? []).every((id, i) => id === b.hides?.[i]) &&
  a.mouths.every((mouth, i) => mouth === b.mouths[i])
