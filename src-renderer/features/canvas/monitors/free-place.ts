import { nearGrid } from '../../../ui/block-art/measures.ts'

type Pair = readonly [number, number]
/** `weight`: how much it matters that it stays seen, 1 when left out */
type Box = { at: Pair; size: Pair; weight?: number }
type Area = { left: number; top: number; right: number; bottom: number }

const MARGIN = 24
const APART = 12
/** Finer would be no better. */
const STEP = 12

/**
 * Where a card finds room: as far on and as high up as what lies there leaves it, so that cards stand in a column
 * beside the stacks. Where nothing is free it lies where it covers least.
 * @param area what is in sight; all in canvas units
 */
export function freePlace(size: Pair, taken: readonly Box[], area: Area): Pair {
  const [width, height] = size
  const last = { x: area.right - MARGIN - width, y: area.bottom - MARGIN - height }
  const corner: Pair = [Math.max(area.left + MARGIN, last.x), area.top + MARGIN]
  let best = { at: corner, covers: Number.POSITIVE_INFINITY }
  for (let x = corner[0]; x >= area.left + MARGIN; x -= STEP)
    for (let y = corner[1]; y === corner[1] || y <= last.y; y += STEP) {
      const place: Box = { at: [x, y], size }
      const near = taken.filter((box) => isNear(place, box))
      if (near.length === 0) return onGrid(place.at)
      const covers = near.reduce((sum, box) => sum + (box.weight ?? 1) * shared(place, box), 0)
      if (covers < best.covers) best = { at: place.at, covers }
    }
  return onGrid(best.at)
}

const onGrid = ([x, y]: Pair): Pair => [nearGrid(x), nearGrid(y)]

/** Square units, those of the room between them included. */
function shared({ at: [x, y], size: [width, height] }: Box, { at, size }: Box): number {
  const wide = Math.min(x + width, at[0] + size[0]) - Math.max(x, at[0])
  const high = Math.min(y + height, at[1] + size[1]) - Math.max(y, at[1])
  return (wide + APART) * (high + APART)
}

const isNear = ({ at: [x, y], size: [width, height] }: Box, { at, size }: Box): boolean =>
  x < at[0] + size[0] + APART &&
  at[0] < x + width + APART &&
  y < at[1] + size[1] + APART &&
  at[1] < y + height + APART
