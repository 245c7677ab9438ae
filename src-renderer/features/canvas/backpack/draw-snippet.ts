import type { Block } from '#shared/flow'
import type { Snippet } from '#shared/snippet'
import { MEASURE } from '../../../ui/block-art/measures.ts'
import { type FormOf, type HangingFlow, hangFlow, holdersOf, isHung } from '../geometry/hanging.ts'
import { type FaceOf, layoutFlow, type PlacedBlock, shownIn } from '../geometry/layout.ts'

/** Blocks on a shelf are a little smaller than on the canvas. */
const SCALE = 0.84
/** Words of 14 are 11 px then, and never smaller. */
const LEAST_SCALE = 11 / 14
/** the seam around the blocks */
const SEAM = 1

type Point = readonly [number, number]

/** A snippet as a picture. Canvas units, from the left shoulder of its head. */
export type DrawnSnippet = {
  flow: HangingFlow
  blocks: readonly PlacedBlock[]
  wires: readonly { from: Point; to: Point }[]
  /** of the whole, also where it is cut off */
  box: { x: number; y: number; width: number; height: number }
  /** px a canvas unit */
  scale: number
  /** bars instead of words: they would be too small */
  mini: boolean
}

type Drawing = {
  formOf: FormOf
  /** faces of at most so many canvas units, where they can be as narrow */
  facesOf(most: (block: Block) => number): FaceOf
  /** px */
  room: { width: number; height: number }
}

/**
 * How a snippet looks on a shelf. A stack keeps its words, with fewer letters where it is too wide, and is cut off where
 * it goes on all the same; several are shown whole, small and without words.
 */
export function drawSnippet(snippet: Snippet, { formOf, facesOf, room }: Drawing): DrawnSnippet {
  const flow = hangFlow({ format: 1, name: '', ...snippet }, formOf)
  const isStack = flow.heads.length === 1
  const widest = room.width / LEAST_SCALE - 2 * SEAM
  const most = (block: Block) =>
    isStack ? widest - MEASURE.arm * holdersOf(flow, block.id).length : Number.POSITIVE_INFINITY
  const layout = layoutFlow(flow, facesOf(most))
  const placed = layout.stacks.flatMap(({ blocks }) => blocks)
  const lead = layout.stacks.toSorted((a, b) => a.y - b.y || a.x - b.x)[0] ?? { x: 0, y: 0 }
  const blocks = placed.map((each) => ({ ...each, x: each.x - lead.x, y: each.y - lead.y }))
  const box = around(blocks)
  const wide = room.width / box.width
  const fitting = isStack ? Math.max(wide, LEAST_SCALE) : Math.min(wide, room.height / box.height)
  const scale = Math.min(SCALE, fitting)
  const at = new Map(blocks.map((each) => [each.hanging.block.id, each]))
  return {
    ...{ flow, box, scale, mini: scale < LEAST_SCALE },
    blocks: blocks.filter(({ y }) => (y - box.y) * scale < room.height),
    wires: flow.document.links.flatMap((link) => {
      const from = at.get(shownIn(layout, link.from))
      const to = at.get(shownIn(layout, link.to))
      if (isHung(flow, link) || !from || !to || from === to) return []
      const out = from.mouths.length > 0 ? from.height - MEASURE.foot / 2 : from.face.row / 2
      return [{ from: [from.x + from.width, from.y + out], to: [to.x, to.y + to.face.row / 2] } as const]
    }),
  }
}

/** With the curve of a hat and the tab of the last block. */
function around(blocks: readonly PlacedBlock[]): DrawnSnippet['box'] {
  if (blocks.length === 0) return { x: 0, y: 0, width: 1, height: 1 }
  const rise = ({ hanging }: PlacedBlock) => (hanging.form.shape === 'hat' ? MEASURE.hatH : 0)
  const left = Math.min(...blocks.map(({ x }) => x)) - SEAM
  const top = Math.min(...blocks.map((each) => each.y - rise(each))) - SEAM
  const right = Math.max(...blocks.map(({ x, width }) => x + width)) + SEAM
  const bottom = Math.max(...blocks.map(({ y, height }) => y + height)) + MEASURE.notchH + SEAM
  return { x: left, y: top, width: right - left, height: bottom - top }
}
