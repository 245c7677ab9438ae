import { type Area, type Obstacle, type Obstacles, type Point, runsThrough } from './obstacles.ts'
import { searchWay } from './search.ts'

/** Where a wire leaves and arrives, and the outermost blocks it does so at. */
export type WireEnds = {
  key: string
  from: Point
  to: Point
  /** ids of the obstacles the ends belong to: of its stack, and of its outermost block */
  leaves: { stack: string; block: string }
  arrives: { stack: string; block: string }
}

/** A wire's way: level and upright pieces, or where nothing is between the ends, one calm curve. */
export type Route = {
  key: string
  shape: 'pieces' | 'curve'
  /** from end to end; of a curve: both ends and where the curve begins and ends */
  points: readonly Point[]
  /** what stands or moves outside of this has no say in this way */
  within: Area
}

/**
 * Room kept to blocks: much where there is, less where they stand close. What stands left of a stack (marks, counts) has
 * its room too. Blocks stand on a grid of 4, so that 2 goes through every gap.
 */
const ROOM = [
  { left: 60, right: 16, level: 20, tight: false },
  { left: 24, right: 12, level: 12, tight: false },
  { left: 6, right: 6, level: 6, tight: false },
  { left: 2, right: 2, level: 2, tight: false },
  // along a seam, where one block lies on another
  { left: 2, right: 2, level: 2, tight: true },
] as const
type Room = (typeof ROOM)[number]

/** How far around both ends a way is looked for first, and then, canvas units; at last everywhere. */
const NEAR = 240
const FAR = 1600
/** A curve needs this much from left to right. */
const CURVE_FROM = 40
const CURVE_PIECES = 24
const CURVE_ROOM = 6

const EVERYWHERE: Area = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity }

/** The way of one wire. Where blocks stand so that there is none, a curve over them. */
export function routeWire(ends: WireEnds, obstacles: Obstacles): Route {
  const near = around(ends, NEAR)
  const blocks = obstacles.blocks.filter((box) => touches(box, near))
  const curve = clearCurve(ends, blocks, near)
  if (curve) return curve
  const far = around(ends, FAR)
  const stacksIn = (area: Area) => obstacles.stacks.filter((box) => touches(box, area))
  const found =
    wayWith(ends, stacksIn(near), 'stack', ROOM[0], near) ??
    wayWith(ends, stacksIn(far), 'stack', ROOM[0], far) ??
    withSay(
      far,
      firstOf(ROOM, (room) => wayWith(ends, blocks, 'block', room, near)),
    ) ??
    firstOf(ROOM, (room) => wayWith(ends, obstacles.blocks, 'block', room, EVERYWHERE))
  const { from, to, key } = ends
  return found ?? { key, shape: 'curve', points: [from, from, to, to], within: EVERYWHERE }
}

/** What was looked at before and gave no way has a say as well. */
const withSay = (within: Area, route: Route | undefined): Route | undefined => route && { ...route, within }

const firstOf = <T, R>(all: readonly T[], make: (each: T) => R | undefined): R | undefined => {
  for (const each of all) {
    const made = make(each)
    if (made !== undefined) return made
  }
  return undefined
}

function wayWith(
  ends: WireEnds,
  boxes: readonly Obstacle[],
  by: 'stack' | 'block',
  room: Room,
  within: Area,
): Route | undefined {
  const { from, to, key } = ends
  const own = boxes.find((box) => box.id === ends.leaves[by])
  const aim = boxes.find((box) => box.id === ends.arrives[by])
  const out: Point = [Math.max(own?.right ?? from[0], from[0]) + room.right, from[1]]
  const into: Point = [Math.min(aim?.left ?? to[0], to[0]) - room.left, to[1]]
  // from the dot to the edge of its own stack there is only the open side of mouths, and its like at the other end
  const blocked = boxes.some(
    (box) => (box !== own && runsThrough(box, from, out)) || (box !== aim && runsThrough(box, into, to)),
  )
  if (blocked) return undefined
  const roomy = boxes.map((box) => withRoom(box, room))
  const way = searchWay(out, into, { lines: roomy, walls: room.tight ? boxes : roomy }, within)
  return way && { key, shape: 'pieces', points: straightened([from, ...way, to]), within }
}

const withRoom = (box: Obstacle, room: Room): Obstacle => ({
  ...{ id: box.id, left: box.left - room.left, right: box.right + room.right },
  ...{ top: box.top - room.level, bottom: box.bottom + room.level },
})

/** Without the points that are no corners. */
export function straightened(points: readonly Point[]): Point[] {
  const corners: Point[] = []
  for (const point of points) {
    const [before, last] = [corners.at(-2), corners.at(-1)]
    if (last && last[0] === point[0] && last[1] === point[1]) continue
    const goesOn =
      before &&
      last &&
      ((before[0] === last[0] && last[0] === point[0]) || (before[1] === last[1] && last[1] === point[1]))
    if (goesOn) corners.pop()
    corners.push(point)
  }
  return corners
}

const around = ({ from, to }: WireEnds, by: number): Area => ({
  ...{ left: Math.min(from[0], to[0]) - by, right: Math.max(from[0], to[0]) + by },
  ...{ top: Math.min(from[1], to[1]) - by, bottom: Math.max(from[1], to[1]) + by },
})

/** Whether a box has a say in a way that keeps within an area; its room belongs to it. */
export const touches = (box: Area, area: Area): boolean =>
  box.left - ROOM[0].left < area.right &&
  box.right + ROOM[0].right > area.left &&
  box.top - ROOM[0].level < area.bottom &&
  box.bottom + ROOM[0].level > area.top

/** A line from the dot to the edge of its outermost block, and from there a curve with level ends. */
function clearCurve(ends: WireEnds, boxes: readonly Obstacle[], within: Area): Route | undefined {
  const { from, to, key } = ends
  const own = boxes.find((box) => box.id === ends.leaves.block)
  const aim = boxes.find((box) => box.id === ends.arrives.block)
  const out: Point = [Math.max(own?.right ?? from[0], from[0]), from[1]]
  const into: Point = [Math.min(aim?.left ?? to[0], to[0]), to[1]]
  if (into[0] - out[0] < CURVE_FROM) return undefined
  const pieces = curvePoints(out, into)
  const clear = boxes.every((box) => {
    const room = box === own || box === aim ? 0 : CURVE_ROOM
    const wide = { left: box.left - room, right: box.right + room }
    const grown = { ...wide, id: box.id, top: box.top - room, bottom: box.bottom + room }
    const passes = pieces.every((point, i) => i === 0 || !runsThrough(grown, pieces[i - 1] as Point, point))
    return (
      passes && (box === own || !runsThrough(box, from, out)) && (box === aim || !runsThrough(box, into, to))
    )
  })
  return clear ? { key, shape: 'curve', points: [from, out, into, to], within } : undefined
}

/** How far a curve's handles reach. */
export const reachOf = (from: Point, to: Point): number =>
  Math.max(32, Math.min(96, Math.abs(to[0] - from[0]) / 2))

/** Points along a curve with level ends, close enough to each other to stand for it. */
export function curvePoints(from: Point, to: Point): Point[] {
  const reach = reachOf(from, to)
  return Array.from({ length: CURVE_PIECES + 1 }, (_, i): Point => {
    const t = i / CURVE_PIECES
    const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t ** 3]
    return [
      a * from[0] + b * (from[0] + reach) + c * (to[0] - reach) + d * to[0],
      (a + b) * from[1] + (c + d) * to[1],
    ]
  })
}
