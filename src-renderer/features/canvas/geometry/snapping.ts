import type { Link } from '#shared/flow'
import { foldsBelow, lastBelow } from './folding.ts'
import { type HangingFlow, holdersOf } from './hanging.ts'
import { type FlowLayout, isClosed, mouthPoint, type PlacedBlock } from './layout.ts'

/** Measures of design page 6, in canvas units. */
export const SNAP = { within: 48, whilePreviewing: 68, mustBeNearer: 20 } as const

/** Where a dragged stack could be joined on. */
export type SnapTarget =
  | { join: 'below'; id: string }
  | { join: 'mouth'; id: string; mouth: string }
  /** the dragged stack's bottom meets the top of a stack */
  | { join: 'above'; id: string }
  /** between the ends of a wire, at `at`; `id` is where the wire leads */
  | { join: 'wire'; id: string; link: Link; at: readonly [number, number] }
  /** a new hat takes the place of another one, and starts what that one started */
  | { join: 'instead'; id: string }

export type SnapPlace = { target: SnapTarget; x: number; y: number }
export type Found = { target: SnapTarget; distance: number }

/** The dragged stack's own connection points; null where its shape has none. */
export type DraggedPoints = {
  top: readonly [number, number] | null
  bottom: readonly [number, number] | null
  /** a hat's own top left */
  hat?: readonly [number, number] | null
}

/**
 * All connection points of a flow without the dragged blocks. Worked out once when a drag starts. Below a folded
 * stack is the end of what it holds.
 */
export function snapPlaces(flow: HangingFlow, layout: FlowLayout): SnapPlace[] {
  const places: SnapPlace[] = []
  for (const [id, placed] of layout.blocks) {
    if (placed.foldedInto !== undefined) continue
    for (const mouth of isClosed(placed) ? [] : placed.hanging.form.mouths) {
      const [x, y] = mouthPoint(placed, mouth)
      places.push({ target: { join: 'mouth', id, mouth }, x, y })
    }
    const end = foldsBelow(placed.hanging) ? lastBelow(flow, id) : id
    if (flow.blocks.get(end)?.form.shape !== 'cap')
      places.push({ target: { join: 'below', id: end }, x: placed.x, y: placed.y + placed.height })
  }
  for (const id of flow.heads) {
    const head = layout.blocks.get(id)
    if (head && head.hanging.form.shape !== 'hat')
      places.push({ target: { join: 'above', id }, x: head.x, y: head.y })
  }
  return places
}

/** Where a new hat could stand instead of one that is there: most flows have their start already. */
export const hatPlaces = (layout: FlowLayout): SnapPlace[] =>
  [...layout.blocks].flatMap(([id, { hanging, x, y }]) =>
    hanging.form.shape === 'hat' ? [{ target: { join: 'instead', id }, x, y }] : [],
  )

/**
 * The target a dragged stack would join now: the nearest within 48; once a preview is showing, the same one
 * up to 68 away, unless another is nearer by more than 20. `fits` says which joins are possible at all.
 */
export function findSnap(
  places: readonly SnapPlace[],
  dragged: DraggedPoints,
  showing: SnapTarget | null,
  fits: (target: SnapTarget) => boolean,
): Found | null {
  const near = places
    .map((place) => ({ target: place.target, distance: distanceTo(place, dragged) }))
    .filter(({ distance }) => distance <= SNAP.whilePreviewing)
    .sort((a, b) => a.distance - b.distance)
  const held = showing ? near.find(({ target }) => sameTarget(target, showing)) : undefined
  const nearest = near.find(
    ({ target, distance }) =>
      distance <= SNAP.within &&
      (!held || sameTarget(target, held.target) || distance < held.distance - SNAP.mustBeNearer) &&
      fits(target),
  )
  return nearest ?? held ?? null
}

function distanceTo({ target, ...place }: SnapPlace, { top, bottom, hat }: DraggedPoints): number {
  const point = target.join === 'above' ? bottom : target.join === 'instead' ? (hat ?? null) : top
  return point ? Math.hypot(point[0] - place.x, point[1] - place.y) : Number.POSITIVE_INFINITY
}

export const sameTarget = (a: SnapTarget | null, b: SnapTarget | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.join === b.join &&
    a.id === b.id &&
    (a.join !== 'mouth' || b.join !== 'mouth' || a.mouth === b.mouth) &&
    (a.join !== 'wire' || b.join !== 'wire' || (a.link.from === b.link.from && a.link.out === b.link.out)))

/** The connection points of a stack whose head stands at (x, y) and whose last block is `last`. */
export const pointsOf = (head: PlacedBlock, last: PlacedBlock, x: number, y: number): DraggedPoints => ({
  top: head.hanging.form.shape === 'hat' ? null : [x, y],
  hat: head.hanging.form.shape === 'hat' ? [x, y] : null,
  bottom: last.hanging.form.shape === 'cap' ? null : [x + last.x - head.x, y + last.y + last.height - head.y],
})

/** Whether `id` lies inside a C-block's mouth. */
export const isInside = (flow: HangingFlow, id: string): boolean => holdersOf(flow, id).length > 0
