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
    return previous && sameStack(previous, stack) ? previous : stack
  })
}

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
  a.mouths.every((mouth, i) => mouth === b.mouths[i])
