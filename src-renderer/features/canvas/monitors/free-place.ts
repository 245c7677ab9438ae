import { nearGrid } from '../../../ui/block-art/measures.ts'

type Pair = readonly [number, number]
type Box = { at: Pair; size: Pair }
type Area = { left: number; top: number; right: number; bottom: number }

const MARGIN = 24
const APART = 12
/** Finer would be no better. */
const STEP = 12

/**
 * Where a card finds room: as far on and as high up as what lies there leaves it, so that cards stand in a column
 * beside the stacks. Where nothing is free it lies over the others, in that corner.
 * @param area what is in sight; all in canvas units
 */
export function freePlace(size: Pair, taken: readonly Box[], area: Area): Pair {
  const [width, height] = size
  const last = { x: area.right - MARGIN - width, y: area.bottom - MARGIN - height }
  const corner: Pair = [Math.max(area.left + MARGIN, last.x), area.top + MARGIN]
  for (let x = corner[0]; x >= area.left + MARGIN; x -= STEP)
    for (let y = corner[1]; y <= last.y; y += STEP)
      if (!taken.some((box) => isNear({ at: [x, y], size }, box))) return [nearGrid(x), nearGrid(y)]
  return [nearGrid(corner[0]), nearGrid(corner[1])]
}

const isNear = ({ at: [x, y], size: [width, height] }: Box, { at, size }: Box): boolean =>
  x < at[0] + size[0] + APART &&
  at[0] < x + width + APART &&
  y < at[1] + size[1] + APART &&
  at[1] < y + height + APART
