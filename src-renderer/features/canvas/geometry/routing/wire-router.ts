import type { Link } from '#shared/flow'
import { headOf, holdersOf, isHung } from '../hanging.ts'
import { type PlacedBlock, shownIn } from '../layout.ts'
import { inPort, portOf } from '../ports.ts'
import type { Scene } from '../scene.ts'
import { inLanes } from './lanes.ts'
import { type Area, type Obstacle, type Obstacles, obstaclesOf, type Point } from './obstacles.ts'
import { type Route, routeWire, touches, type WireEnds } from './routing.ts'

export type OutputsOf = (placed: PlacedBlock) => readonly string[]
export const wireKey = ({ from, out, to }: Link): string => `${from}|${out}|${to}`

/** The ways of all wires of a scene, by key. */
export type Routes = ReadonlyMap<string, Route>

/**
 * Works out the ways of wires, and again only of those whose ends moved or near which something did: the rest keep
 * their objects. One router goes with one canvas.
 */
export function makeRouter(outputsOf: OutputsOf): (scene: Scene) => Routes {
  let before: { boxes: Map<string, Obstacle>; own: Map<string, { ends: WireEnds; route: Route }> } | null =
    null
  let shown: Routes = new Map()
  return (scene) => {
    const wires = endsOf(scene, outputsOf)
    if (wires.length === 0) {
      before = null
      shown = new Map()
      return shown
    }
    const obstacles = obstaclesOf(scene.layout)
    const boxes = boxesById(obstacles)
    const changed = before ? changedAreas(before.boxes, boxes) : []
    const own = new Map<string, { ends: WireEnds; route: Route }>()
    let fresh = changed.length > 0 || before?.own.size !== wires.length
    for (const ends of wires) {
      const known = before?.own.get(ends.key)
      const holds =
        known && sameEnds(known.ends, ends) && !changed.some((area) => touches(area, known.route.within))
      fresh ||= !holds
      own.set(ends.key, holds ? known : { ends, route: routeWire(ends, obstacles) })
    }
    before = { boxes, own }
    if (!fresh) return shown
    const lanes = inLanes(
      [...own.values()].map(({ route }) => route),
      obstacles.blocks,
    )
    shown = new Map(lanes.map((route) => [route.key, keepSame(shown.get(route.key), route)]))
    return shown
  }
}

const keepSame = (before: Route | undefined, now: Route): Route =>
  before && before.shape === now.shape && String(before.points) === String(now.points) ? before : now

const boxesById = ({ stacks, blocks }: Obstacles): Map<string, Obstacle> =>
  new Map([
    ...stacks.map((box) => [`s ${box.id}`, box] as const),
    ...blocks.map((box) => [box.id, box] as const),
  ])

function changedAreas(before: Map<string, Obstacle>, now: Map<string, Obstacle>): Area[] {
  const areas: Area[] = []
  for (const [id, box] of now) {
    const old = before.get(id)
    if (old && sameArea(old, box)) continue
    areas.push(box)
    if (old) areas.push(old)
  }
  for (const [id, box] of before) if (!now.has(id)) areas.push(box)
  return areas
}

const sameArea = (a: Area, b: Area): boolean =>
  a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom

const sameEnds = (a: WireEnds, b: WireEnds): boolean =>
  String([a.from, a.to]) === String([b.from, b.to]) &&
  a.leaves.block === b.leaves.block &&
  a.arrives.block === b.arrives.block &&
  a.leaves.stack === b.leaves.stack &&
  a.arrives.stack === b.arrives.stack

/** Whether a link is drawn as a wire: it hangs nothing, and is not folded away with both its ends. */
export const isWire = ({ flow, layout }: Scene, link: Link): boolean =>
  !isHung(flow, link) && (link.from === link.to || shownIn(layout, link.from) !== shownIn(layout, link.to))

/** Both ends of every wire. */
export const endsOf = (scene: Scene, outputsOf: OutputsOf): WireEnds[] =>
  scene.flow.document.links.flatMap((link) => {
    const ends = isWire(scene, link) ? wireEnds(scene, link, outputsOf) : undefined
    return ends ? [ends] : []
  })

function wireEnds(scene: Scene, link: Link, outputsOf: OutputsOf): WireEnds | undefined {
  const [start, end] = [startAt(scene, link, outputsOf), endAt(scene, link)]
  if (!start || !end) return undefined
  return {
    ...{ key: wireKey(link), from: start.at, to: end.at },
    ...{ leaves: start.belongs, arrives: end.belongs },
  }
}

type End = { at: Point; belongs: WireEnds['leaves'] }

/** Where a wire leaves. */
export function startAt(scene: Scene, link: Link, outputsOf: OutputsOf): End | undefined {
  const placed = scene.layout.blocks.get(link.from)
  if (!placed) return undefined
  const { x, y } = portOf(placed, outputsOf(placed), link.out)
  return { at: [x, y], belongs: belongs(scene, link.from) }
}

/** Where a wire arrives. */
export function endAt(scene: Scene, link: Link): End | undefined {
  const placed = scene.layout.blocks.get(link.to)
  return placed && { at: inPort(placed), belongs: belongs(scene, link.to) }
}

function belongs({ flow, layout }: Scene, id: string): WireEnds['leaves'] {
  const shown = shownIn(layout, id)
  return { stack: headOf(flow, id), block: holdersOf(flow, shown).at(-1) ?? shown }
}
