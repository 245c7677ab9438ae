import type { Obstacle, Point } from './obstacles.ts'
import type { Route } from './routing.ts'

/** Between wires that run beside each other. */
const LANE = 8
/** What a moved piece keeps to blocks, and to the dots of its wire. */
const ROOM = 4
const MOST_LANES = 24

/** A piece between two bends that may be moved: `line` across, from `low` to `high` along. */
type Piece = { route: number; at: number; line: number; low: number; high: number; order: number }
type Axis = 0 | 1

/**
 * Puts wires that run along the same line beside each other, each in a lane of its own where blocks leave room for it.
 * Ways keep their bends; ends stay where they are. Upright pieces first, then level ones.
 */
export function inLanes(routes: readonly Route[], boxes: readonly Obstacle[]): Route[] {
  const moved = routes.map((route) => ({ ...route, points: route.points.map((point): Point => point) }))
  for (const axis of [0, 1] as const) spread(moved, boxes, axis)
  return moved.map((route, i) => (samePoints(route, routes[i] as Route) ? (routes[i] as Route) : route))
}

const samePoints = (a: Route, b: Route): boolean =>
  a.points.every(([x, y], i) => x === b.points[i]?.[0] && y === b.points[i]?.[1])

type Moved = Route & { points: Point[] }

function spread(routes: Moved[], boxes: readonly Obstacle[], axis: Axis): void {
  const taken: Piece[] = []
  const pieces = routes.flatMap((route, i) => piecesOf(route, i, axis))
  pieces.sort((a, b) => a.line - b.line || a.order - b.order || a.route - b.route)
  for (const piece of pieces) {
    const route = routes[piece.route] as Moved
    const line = freeLine(piece, taken, (to) => canMove(route, piece, to, boxes, axis))
    if (line !== piece.line) move(route, piece, line, axis)
    taken.push({ ...piece, line })
  }
}

/** All but the pieces that hold an end. */
function piecesOf(route: Route, index: number, axis: Axis): Piece[] {
  if (route.shape === 'curve') return []
  const along = axis === 0 ? 1 : 0
  const pieces: Piece[] = []
  for (let at = 1; at < route.points.length - 2; at += 1) {
    const [a, b] = [route.points[at] as Point, route.points[at + 1] as Point]
    if (a[axis] !== b[axis]) continue
    const [low, high] = [Math.min(a[along], b[along]), Math.max(a[along], b[along])]
    // what goes down and begins further down lies nearer to where it comes from: it need not cross the others
    const order = b[along] > a[along] ? -a[along] : a[along]
    pieces.push({ ...{ route: index, at, line: a[axis], low, high }, order })
  }
  return pieces
}

function freeLine(piece: Piece, taken: readonly Piece[], may: (line: number) => boolean): number {
  const beside = taken.filter(
    (other) => other.route !== piece.route && other.low < piece.high && other.high > piece.low,
  )
  const isFree = (line: number) => beside.every((other) => Math.abs(other.line - line) >= LANE)
  if (isFree(piece.line)) return piece.line
  for (let lane = 1; lane <= MOST_LANES; lane += 1)
    for (const line of [piece.line + lane * LANE, piece.line - lane * LANE])
      if (isFree(line) && may(line)) return line
  for (let step = 1; step < LANE; step += 1)
    for (const line of [piece.line + step, piece.line - step])
      if (beside.every((other) => Math.abs(other.line - line) >= 2) && may(line)) return line
  return piece.line
}

/** Whether nothing stands where a piece would be swept over, and its neighbours keep their direction. */
function canMove(route: Route, piece: Piece, to: number, boxes: readonly Obstacle[], axis: Axis): boolean {
  const { points } = route
  const [before, after] = [points[piece.at - 1] as Point, points[piece.at + 2] as Point]
  for (const beside of [before, after]) {
    const [was, is] = [piece.line - beside[axis], to - beside[axis]]
    const isEnd = beside === points[0] || beside === points.at(-1)
    if (Math.sign(was) !== Math.sign(is) || Math.abs(is) < (isEnd ? ROOM * 2 : ROOM)) return false
  }
  const [low, high] = [Math.min(piece.line, to) - ROOM, Math.max(piece.line, to) + ROOM]
  const along = { low: piece.low - ROOM, high: piece.high + ROOM }
  return boxes.every((box) =>
    axis === 0
      ? box.left >= high || box.right <= low || box.top >= along.high || box.bottom <= along.low
      : box.top >= high || box.bottom <= low || box.left >= along.high || box.right <= along.low,
  )
}

function move(route: Moved, piece: Piece, line: number, axis: Axis): void {
  for (const at of [piece.at, piece.at + 1]) {
    const [x, y] = route.points[at] as Point
    route.points[at] = axis === 0 ? [line, y] : [x, line]
  }
}
