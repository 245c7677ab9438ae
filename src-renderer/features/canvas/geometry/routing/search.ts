import type { Area, Obstacle, Point } from './obstacles.ts'

/** A bend costs as much as so many canvas units of wire. */
const BEND = 60

const RIGHT = 0
const DOWN = 1
const LEFT = 2
const UP = 3

/**
 * The cheapest way of level and upright pieces from `from` to `to` that leaves to the right, arrives from the left and
 * runs through no inside of a wall. It runs on the edges of the boxes in `lines` and at both ends' heights: where any way
 * between the walls exists that keeps to the same distance, one exists on these. A* over the grid of those lines (Hart, Nilsson, Raphael 1968; for wires: Wybrow,
 * Marriott, Stuckey, Orthogonal Connector Routing, 2009).
 *
 * @param within the part of the canvas the way may use, both ends inside
 * @returns its corners, or undefined when there is no way
 */
export function searchWay(
  from: Point,
  to: Point,
  { lines, walls }: { lines: readonly Obstacle[]; walls: readonly Obstacle[] },
  within: Area,
): Point[] | undefined {
  const xs = linesOf([from[0], to[0], (from[0] + to[0]) / 2], lines, 'left', 'right', within)
  const ys = linesOf([from[1], to[1]], lines, 'top', 'bottom', within)
  const grid = { xs, ys, ...wallsOf(xs, ys, walls) }
  const start = indexOf(xs, from[0]) + indexOf(ys, from[1]) * xs.length
  const goal = indexOf(xs, to[0]) + indexOf(ys, to[1]) * xs.length
  const last = walk(grid, start, goal)
  return last && cornersOf(grid, last)
}

type Side = 'left' | 'right' | 'top' | 'bottom'

function linesOf(
  own: readonly number[],
  boxes: readonly Obstacle[],
  low: Side & ('left' | 'top'),
  high: Side & ('right' | 'bottom'),
  within: Area,
): number[] {
  const all = new Set(own)
  for (const box of boxes)
    for (const line of [box[low], box[high]]) if (line >= within[low] && line <= within[high]) all.add(line)
  return [...all].sort((a, b) => a - b)
}

/** The first line at or past `value`. */
function indexOf(lines: readonly number[], value: number): number {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

type Walls = { level: Uint8Array; upright: Uint8Array }
type Grid = Walls & { xs: readonly number[]; ys: readonly number[] }

/** `level[n]`: no way from crossing n to the one right of it; `upright[n]`: none to the one below. */
function wallsOf(xs: readonly number[], ys: readonly number[], boxes: readonly Obstacle[]): Walls {
  const level = new Uint8Array(xs.length * ys.length)
  const upright = new Uint8Array(xs.length * ys.length)
  for (const box of boxes) {
    const [x0, x1] = [pieceAt(xs, box.left), indexOf(xs, box.right)]
    const [y0, y1] = [pieceAt(ys, box.top), indexOf(ys, box.bottom)]
    const [insideX, insideY] = [firstAfter(xs, box.left), firstAfter(ys, box.top)]
    for (let y = insideY; y < y1; y += 1) level.fill(1, y * xs.length + x0, y * xs.length + x1)
    for (let y = y0; y < y1; y += 1) upright.fill(1, y * xs.length + insideX, y * xs.length + x1)
  }
  return { level, upright }
}

function firstAfter(lines: readonly number[], value: number): number {
  const at = indexOf(lines, value)
  return lines[at] === value ? at + 1 : at
}

/** The line where the piece begins that holds what comes right after `value`. */
const pieceAt = (lines: readonly number[], value: number): number => Math.max(0, firstAfter(lines, value) - 1)

type Node = { at: number; heading: number; cost: number; guess: number; turn: number; before: Node | null }

function walk({ xs, ys, level, upright }: Grid, start: number, goal: number): Node | undefined {
  const wide = xs.length
  const x = (at: number) => xs[at % wide] as number
  const y = (at: number) => ys[Math.floor(at / wide)] as number
  const [goalX, goalY] = [x(goal), y(goal)]
  const guess = (at: number, heading: number) => {
    const bends = y(at) !== goalY ? (heading === RIGHT && x(at) <= goalX ? 2 : 1) : heading === RIGHT ? 0 : 1
    return Math.abs(x(at) - goalX) + Math.abs(y(at) - goalY) + bends * BEND
  }
  const best = new Float64Array(wide * ys.length * 4).fill(Number.POSITIVE_INFINITY)
  const open = new Heap()
  let turn = 0
  const reach = (at: number, heading: number, cost: number, before: Node | null) => {
    const key = at * 4 + heading
    if (cost >= (best[key] as number)) return
    best[key] = cost
    turn += 1
    open.push({ at, heading, cost, guess: cost + guess(at, heading), turn, before })
  }
  reach(start, RIGHT, 0, null)
  for (let node = open.pop(); node; node = open.pop()) {
    const { at, heading, cost } = node
    if (cost > (best[at * 4 + heading] as number)) continue
    if (at === goal && heading === RIGHT) return node
    const column = at % wide
    for (const way of [RIGHT, DOWN, LEFT, UP]) {
      if (way === ((heading + 2) & 3)) continue
      const next = stepTo(way, at, column, wide, ys.length)
      if (next < 0) continue
      const walls = way === RIGHT || way === LEFT ? level : upright
      if (walls[way === RIGHT || way === DOWN ? at : next]) continue
      const length = Math.abs(x(next) - x(at)) + Math.abs(y(next) - y(at))
      reach(next, way, cost + length + (way === heading ? 0 : BEND), node)
    }
    // the goal may be reached from above or below, and turned in
    if (at === goal) reach(at, RIGHT, heading === LEFT ? Number.POSITIVE_INFINITY : cost + BEND, node)
  }
  return undefined
}

function stepTo(way: number, at: number, column: number, wide: number, high: number): number {
  if (way === RIGHT) return column + 1 < wide ? at + 1 : -1
  if (way === LEFT) return column > 0 ? at - 1 : -1
  const next = at + (way === DOWN ? wide : -wide)
  return next >= 0 && next < wide * high ? next : -1
}

function cornersOf({ xs, ys }: Grid, last: Node): Point[] {
  const points: Point[] = []
  for (let node: Node | null = last; node; node = node.before) {
    const at = node.at
    points.push([xs[at % xs.length] as number, ys[Math.floor(at / xs.length)] as number])
  }
  return points.reverse()
}

/** A binary heap by guess; of equals the one that came first, so that ways do not depend on chance. */
class Heap {
  private readonly nodes: Node[] = []

  push(node: Node): void {
    const { nodes } = this
    let at = nodes.length
    nodes.push(node)
    for (let up = (at - 1) >> 1; at > 0 && isBefore(node, nodes[up] as Node); up = (at - 1) >> 1) {
      nodes[at] = nodes[up] as Node
      at = up
    }
    nodes[at] = node
  }

  pop(): Node | undefined {
    const { nodes } = this
    const [first, last] = [nodes[0], nodes.pop()]
    if (!last || nodes.length === 0) return first
    let at = 0
    for (let down = 1; down < nodes.length; down = 2 * at + 1) {
      const right = nodes[down + 1]
      if (right && isBefore(right, nodes[down] as Node)) down += 1
      if (!isBefore(nodes[down] as Node, last)) break
      nodes[at] = nodes[down] as Node
      at = down
    }
    nodes[at] = last
    return first
  }
}

const isBefore = (a: Node, b: Node): boolean => a.guess < b.guess || (a.guess === b.guess && a.turn < b.turn)
