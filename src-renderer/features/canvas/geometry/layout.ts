import type { Block } from '#shared/flow'
import type { BlockFace } from '../../../ui/block-art/block-face.ts'
import { MEASURE } from '../../../ui/block-art/measures.ts'
import { blockHeight, mouthTops } from '../../../ui/block-art/outline.ts'
import { drawnChain, hiddenIn } from './folding.ts'
import type { Hanging, HangingFlow } from './hanging.ts'
import { placeForHead } from './loose-heads.ts'

/** `hidden`: how many other blocks this one is drawn for. */
export type FaceOf = (block: Block, hidden: number) => BlockFace

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
  /** the blocks this one is drawn for, in reading order; they stand where it stands */
  hides?: readonly string[]
  /** not drawn: the folded block that is drawn for this one */
  foldedInto?: string
}

/** A stack in its place: `blocks` that are drawn, in paint order, parents before what they hold. */
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

type Sized = {
  hanging: Hanging
  face: BlockFace
  width: number
  height: number
  mouths: Sized[][]
  hides: readonly string[]
}

/**
 * Places every block of a flow. Only heads have a place of their own (`at`); the rest hang from them.
 * A C-block is as wide as the widest block in it, so that nested edges line up. Blocks that are folded away
 * have the place of the block that is drawn for them.
 */
export function layoutFlow(flow: HangingFlow, faceOf: FaceOf, frozen?: FrozenWidths): FlowLayout {
  const blocks = new Map<string, PlacedBlock>()
  const stacks: PlacedStack[] = []
  for (const head of flow.heads) {
    const chain = sizeChain(flow, head, faceOf, frozen)
    const [x, y] = flow.blocks.get(head)?.block.at ?? placeForHead(stacks)
    const placed: PlacedBlock[] = []
    placeChain(chain, { stack: head, x, y, depth: 0 }, placed)
    for (const each of placed) {
      blocks.set(each.hanging.block.id, each)
      for (const id of each.hides ?? []) blocks.set(id, standIn(each, flow.blocks.get(id) as Hanging))
    }
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
  return drawnChain(flow, first).map((id) => {
    const hanging = flow.blocks.get(id) as Hanging
    const hides = hiddenIn(flow, id)
    const face = faceOf(hanging.block, hides.length)
    if (hides.length > 0) {
      const height = face.row + pileUnder(hides.length)
      return { hanging, face, width: face.width, height, mouths: [], hides }
    }
    const mouths = hanging.form.mouths.map((mouth) => sizeChain(flow, hanging.inside[mouth], faceOf, frozen))
    const widest = Math.max(face.width, ...mouths.flat().map((inner) => inner.width + MEASURE.arm))
    const width = mouths.length > 0 ? (frozen?.get(id) ?? widest) : widest
    return { hanging, face, width, height: blockHeight(face.row, mouths.map(heightOf)), mouths, hides }
  })
}

/** How far the edges of what a block is drawn for peep out below its row. */
export const pileUnder = (hidden: number): number => Math.min(2, hidden) * MEASURE.pile

const heightOf = (chain: readonly Sized[]): number =>
  Math.max(
    MEASURE.mouthMin,
    chain.reduce((sum, each) => sum + each.height, 0),
  )

type Place = { stack: string; x: number; y: number; depth: number }

function placeChain(chain: readonly Sized[], place: Place, into: PlacedBlock[]): void {
  let y = place.y
  for (const { hanging, face, width, height, mouths, hides } of chain) {
    const heights = mouths.map(heightOf)
    const fold = hides.length > 0 ? { hides } : {}
    into.push({ ...place, y, hanging, face, width, height, mouths: heights, ...fold })
    const tops = mouthTops(face.row, heights)
    for (const [i, mouth] of mouths.entries()) {
      const inner = { ...place, x: place.x + MEASURE.arm, y: y + (tops[i] as number), depth: place.depth + 1 }
      placeChain(mouth, inner, into)
    }
    y += height
  }
}

const standIn = ({ hides: _, ...shown }: PlacedBlock, hanging: Hanging): PlacedBlock => ({
  ...shown,
  hanging,
  foldedInto: shown.hanging.block.id,
})

function stackAround(id: string, x: number, y: number, blocks: readonly PlacedBlock[]): PlacedStack {
  const right = Math.max(...blocks.map((each) => each.x + each.width))
  const bottom = Math.max(...blocks.map((each) => each.y + each.height))
  return { id, x, y, width: right - x, height: bottom - y, blocks }
}

/** The top of a mouth: where the first block in it has its left shoulder. */
export function mouthPoint(placed: PlacedBlock, mouth: string): [number, number] {
  if (isClosed(placed)) throw new Error(`${placed.hanging.block.id} is folded: its mouths are not drawn`)
  const index = placed.hanging.form.mouths.indexOf(mouth)
  const top = mouthTops(placed.face.row, placed.mouths)[index]
  if (top === undefined) throw new Error(`no mouth ${mouth} in ${placed.hanging.block.id}`)
  return [placed.x + MEASURE.arm, placed.y + top]
}

/** Whether its mouths are out of sight: it is folded, or folded away. */
export const isClosed = (placed: PlacedBlock): boolean =>
  placed.hides !== undefined || placed.foldedInto !== undefined

/** The block that is drawn for this one: itself, or the folded one it is in. */
export const shownIn = ({ blocks }: FlowLayout, id: string): string => blocks.get(id)?.foldedInto ?? id
