import { type BlockCatalog, type BlockDeclaration, checkCatalogOf } from '#shared/block'
import { type FlowDocument, type FlowStructure, type Link, type Place, structureOf } from '#shared/flow'
import { type BlockFace, blockFace } from '../../ui/block-art/block-face.ts'
import { MEASURE } from '../../ui/block-art/measures.ts'
import { blockHeight, mouthTops } from '../../ui/block-art/outline.ts'
import type { TextWidth } from '../../ui/block-art/text-width.ts'

/** Canvas units; (x, y) is the block's left shoulder. */
export type DrawnBlock = {
  id: string
  declaration: BlockDeclaration
  face: BlockFace
  x: number
  y: number
  width: number
  height: number
  /** inner heights */
  mouths: readonly number[]
}
export type DrawnWire = { from: readonly [number, number]; to: readonly [number, number] }
export type DrawnFlow = {
  blocks: readonly DrawnBlock[]
  wires: readonly DrawnWire[]
  box: { x: number; y: number; w: number; h: number }
}

type Sized = {
  place: Place
  declaration: BlockDeclaration
  face: BlockFace
  width: number
  height: number
  mouths: Sized[][]
}

const heightOf = (stack: readonly Sized[]): number =>
  Math.max(
    MEASURE.mouthMin,
    stack.reduce((sum, block) => sum + block.height, 0),
  )

/** Where every block of a flow stands, for a picture of it. Blocks of unknown types are left out. */
export function drawFlow(document: FlowDocument, catalog: BlockCatalog, textWidth: TextWidth): DrawnFlow {
  const structure = structureOf(document, checkCatalogOf(catalog))
  const blocks: DrawnBlock[] = []
  for (const [head, ids] of structure.stacks) {
    const place = structure.places.get(head)
    if (!place || place.hangsBy) continue
    const [x, y] = place.block.at ?? [0, 0]
    placeStack(sizeStack(structure, ids, catalog, textWidth), x, y, blocks)
  }
  return { blocks, wires: wiresOf(document.links, blocks), box: boxAround(blocks) }
}

function sizeStack(
  structure: FlowStructure,
  ids: readonly string[],
  catalog: BlockCatalog,
  textWidth: TextWidth,
): Sized[] {
  return ids.flatMap((id) => {
    const place = structure.places.get(id)
    const declaration = place && catalog.get(place.block.type)
    if (!declaration) return []
    const face = blockFace(declaration, place.block.config, textWidth)
    const mouths = place.mouths.map((mouth) => {
      const first = place.inside.get(mouth)?.to
      const inner = first === undefined ? [] : (structure.stacks.get(first) ?? [])
      return sizeStack(structure, inner, catalog, textWidth)
    })
    const width = Math.max(face.width, ...mouths.flat().map((block) => block.width + MEASURE.arm))
    return [{ place, declaration, face, width, height: blockHeight(face.row, mouths.map(heightOf)), mouths }]
  })
}

function placeStack(stack: readonly Sized[], x: number, top: number, into: DrawnBlock[]): void {
  let y = top
  for (const { place, mouths, ...size } of stack) {
    const heights = mouths.map(heightOf)
    into.push({ ...size, id: place.block.id, x, y, mouths: heights })
    const tops = mouthTops(size.face.row, heights)
    for (const [i, mouth] of mouths.entries()) placeStack(mouth, x + MEASURE.arm, y + (tops[i] ?? 0), into)
    y += size.height
  }
}

function wiresOf(links: readonly Link[], blocks: readonly DrawnBlock[]): DrawnWire[] {
  const byId = new Map(blocks.map((block) => [block.id, block]))
  return links.flatMap((link) => {
    const from = byId.get(link.from)
    const to = byId.get(link.to)
    if (link.snap || !from || !to) return []
    const out = from.mouths.length > 0 ? from.height - MEASURE.foot / 2 : from.face.row / 2
    return [{ from: [from.x + from.width, from.y + out], to: [to.x, to.y + to.face.row / 2] }]
  })
}

function boxAround(blocks: readonly DrawnBlock[]): DrawnFlow['box'] {
  if (blocks.length === 0) return { x: 0, y: 0, w: 1, h: 1 }
  const x = Math.min(...blocks.map((block) => block.x))
  const y = Math.min(
    ...blocks.map((block) => block.y - (block.declaration.shape === 'hat' ? MEASURE.hatH : 0)),
  )
  const right = Math.max(...blocks.map((block) => block.x + block.width))
  const bottom = Math.max(...blocks.map((block) => block.y + block.height + MEASURE.notchH))
  return { x, y, w: right - x, h: bottom - y }
}
