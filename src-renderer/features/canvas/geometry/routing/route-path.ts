import type { Point } from './obstacles.ts'
import { curvePoints, type Route, reachOf } from './routing.ts'

/** Bends are round, canvas units. */
const ROUND = 12

/** A way as an SVG path. */
export function routePath({ shape, points }: Route): string {
  const [from, ...rest] = points as [Point, ...Point[]]
  if (shape === 'curve') {
    const [out, into, to] = rest as [Point, Point, Point]
    const reach = reachOf(out, into)
    const curve = `C${out[0] + reach} ${out[1]} ${into[0] - reach} ${into[1]} ${into[0]} ${into[1]}`
    return `M${from[0]} ${from[1]}H${out[0]}${curve}H${to[0]}`
  }
  let d = `M${from[0]} ${from[1]}`
  for (const [i, corner] of rest.entries()) {
    const [before, after] = [points[i] as Point, rest[i + 1]]
    if (!after) d += `L${corner[0]} ${corner[1]}`
    else {
      const round = Math.min(ROUND, apart(before, corner) / 2, apart(corner, after) / 2)
      const [a, b] = [towards(corner, before, round), towards(corner, after, round)]
      d += `L${a[0]} ${a[1]}Q${corner[0]} ${corner[1]} ${b[0]} ${b[1]}`
    }
  }
  return d
}

const apart = (a: Point, b: Point): number => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])

const towards = (from: Point, to: Point, by: number): Point => [
  from[0] + Math.sign(to[0] - from[0]) * by,
  from[1] + Math.sign(to[1] - from[1]) * by,
]

/** A way as straight pieces, also where it is a curve. */
export const outlineOf = ({ shape, points }: Route): readonly Point[] =>
  shape === 'pieces'
    ? points
    : [points[0] as Point, ...curvePoints(points[1] as Point, points[2] as Point), points[3] as Point]

/** The point a share of the way along. */
export function pointAlong(route: Route, share: number): Point {
  const points = outlineOf(route)
  const lengths = points
    .slice(1)
    .map((point, i) => Math.hypot(point[0] - (points[i] as Point)[0], point[1] - (points[i] as Point)[1]))
  let left = share * lengths.reduce((sum, length) => sum + length, 0)
  for (const [i, length] of lengths.entries()) {
    const [a, b] = [points[i] as Point, points[i + 1] as Point]
    if (left <= length && length > 0)
      return [a[0] + ((b[0] - a[0]) * left) / length, a[1] + ((b[1] - a[1]) * left) / length]
    left -= length
  }
  return points.at(-1) as Point
}

/** Room a count takes. */
const LABEL = { width: 36, height: 22 } as const

/**
 * Where the counts of wires sit: in the middle of a straight piece, the longest where no other count and no other
 * wire is; of a curve in its middle.
 */
export function labelPlaces(routes: readonly Route[]): Map<string, Point> {
  const places = new Map<string, Point>()
  const taken: Point[] = []
  for (const route of routes) {
    const wishes = wishesOf(route)
    const isFree = (at: Point) =>
      taken.every((other) => !isNear(at, other)) &&
      routes.every((other) => other === route || !isCrossed(other, at))
    const place = wishes.find(isFree) ?? (wishes[0] as Point)
    places.set(route.key, place)
    taken.push(place)
  }
  return places
}

function wishesOf(route: Route): Point[] {
  if (route.shape === 'curve') return [0.5, 0.4, 0.6, 0.3, 0.7].map((share) => pointAlong(route, share))
  const { points } = route
  const pieces = points.slice(1).map((to, i) => ({ from: points[i] as Point, to }))
  pieces.sort((a, b) => apart(b.from, b.to) - apart(a.from, a.to))
  return pieces.flatMap(({ from, to }) =>
    [0.5, 0.35, 0.65].map(
      (share): Point => [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share],
    ),
  )
}

const isNear = (a: Point, b: Point): boolean =>
  Math.abs(a[0] - b[0]) < LABEL.width && Math.abs(a[1] - b[1]) < LABEL.height

const isCrossed = (route: Route, [x, y]: Point): boolean =>
  route.shape === 'pieces' &&
  route.points.some((to, i) => {
    const from = route.points[i - 1]
    return (
      from !== undefined &&
      Math.min(from[0], to[0]) < x + LABEL.width / 2 &&
      Math.max(from[0], to[0]) > x - LABEL.width / 2 &&
      Math.min(from[1], to[1]) < y + LABEL.height / 2 &&
      Math.max(from[1], to[1]) > y - LABEL.height / 2
    )
  })
