import type { Block } from '#shared/flow'
import type { BlockFace } from '../../../ui/block-art/block-face.ts'
import { MEASURE } from '../../../ui/block-art/measures.ts'
import { blockHeight, mouthTops } from '../../../ui/block-art/outline.ts'
import { chainFrom, type Hanging, type HangingFlow } from './hanging.ts'
import { placeForHead } from './loose-heads.ts'

export type FaceOf = (block: Block) => BlockFace

/** A block in its place, in canvas units. */
export type PlacedBlock = {
  hanging: Hanging
  face: BlockFace
  stack: string
  x: number
  y: number
  width: number
  height: number
  /** inner height of each mouth, in order */
  mouths: readonly number[]
  /** 0 in the outermost stack */
  depth: number
}

/** A stack in its place: `blocks` in paint order, parents before what they hold. */
export type PlacedStack = {
  id: string
  x: number
  y: number
  width: number
  height: number
  blocks: readonly PlacedBlock[]
}
export type FlowLayout = { stacks: readonly PlacedStack[]; blocks: ReadonlyMap<string, PlacedBlock> }

/** Widths that must not shrink or grow now: those of C-blocks while a preview shows. */
export type FrozenWidths = ReadonlyMap<string, number>

type Sized = { hanging: Hanging; face: BlockFace; width: number; height: number; mouths: Sized[][] }

/**
 * Places every block of a flow. Only heads have a place of their own (`at`); the rest hang from them.
 * A C-block is as wide as the widest block in it, so that nested edges line up.
 */
export function layoutFlow(flow: HangingFlow, faceOf: FaceOf, frozen?: FrozenWidths): FlowLayout {
  const blocks = new Map<string, PlacedBlock>()
  const stacks: PlacedStack[] = []
  for (const head of flow.heads) {
    const chain = sizeChain(flow, head, faceOf, frozen)
    const [x, y] = flow.blocks.get(head)?.block.at ?? placeForHead(stacks)
    const placed: PlacedBlock[] = []
    placeChain(chain, { stack: head, x, y, depth: 0 }, placed)
    for (const each of placed) blocks.set(each.hanging.block.id, each)
    stacks.push(stackAround(head, x, y, placed))
  }
  return { stacks, blocks }
}

function sizeChain(
  flow: HangingFlow,
  first: string | undefined,
  faceOf: FaceOf,
  frozen?: FrozenWidths,
): Sized[] {
  return chainFrom(flow, first).map((id) => {
    const hanging = flow.blocks.get(id) as Hanging
    const face = faceOf(hanging.block)
    const mouths = hanging.form.mouths.map((mouth) => sizeChain(flow, hanging.inside[mouth], faceOf, frozen))
    const widest = Math.max(face.width, ...mouths.flat().map((inner) => inner.width + MEASURE.arm))
    const width = mouths.length > 0 ? (frozen?.get(id) ?? widest) : widest
    return { hanging, face, width, height: blockHeight(face.row, mouths.map(heightOf)), mouths }
  })
}

const heightOf = (chain: readonly Sized[]): number =>
  Math.max(
    MEASURE.mouthMin,
    chain.reduce((sum, each) => sum + each.height, 0),
  )

type Place = { stack: string; x: number; y: number; depth: number }

function placeChain(chain: readonly Sized[], place: Place, into: PlacedBlock[]): void {
  let y = place.y
  for (const { hanging, face, width, height, mouths } of chain) {
    const heights = mouths.map(heightOf)
    into.push({ ...place, y, hanging, face, width, height, mouths: heights })
    const tops = mouthTops(face.row, heights)
    for (const [i, mouth] of mouths.entries()) {
      const inner = { ...place, x: place.x + MEASURE.arm, y: y + (tops[i] as number), depth: place.depth + 1 }
      placeChain(mouth, inner, into)
    }
    y += height
  }
}

function stackAround(id: string, x: number, y: number, blocks: readonly PlacedBlock[]): PlacedStack {
  const right = Math.max(...blocks.map((each) => each.x + each.width))
  const bottom = Math.max(...blocks.map((each) => each.y + each.height))
  return { id, x, y, width: right - x, height: bottom - y, blocks }
}

/** The top of a mouth: where the first block in it has its left shoulder. */
export function mouthPoint(placed: PlacedBlock, mouth: string): [number, number] {
  const index = placed.hanging.form.mouths.indexOf(mouth)
  const top = mouthTops(placed.face.row, placed.mouths)[index]
  if (top === undefined) throw new Error(`no mouth ${mouth} in ${placed.hanging.block.id}`)
  return [placed.x + MEASURE.arm, placed.y + top]
}
