import { onGrid } from '../../../ui/block-art/measures.ts'
import type { Box, Place } from '../geometry/tidying.ts'

const APART = 24

/**
 * Where notes come to lie when stacks are tidied: each goes along with the stack it lay nearest to. One that would
 * come to lie under a stack, and did not before, moves down until it is in sight.
 */
export function tidyNotes(notes: readonly Box[], stacks: readonly Box[], places: readonly Place[]): Place[] {
  if (stacks.length === 0) return []
  const at = new Map(places.map((place) => [place.id, place.at]))
  const tidied = stacks.map((stack): Box => {
    const [x, y] = at.get(stack.id) ?? [stack.x, stack.y]
    return { ...stack, x, y }
  })
  return notes.map((note) => {
    const near = stacks.reduce(
      (best, _, i) => (apart(note, stacks[i] as Box) < apart(note, stacks[best] as Box) ? i : best),
      0,
    )
    const [from, to] = [stacks[near] as Box, tidied[near] as Box]
    const moved = { ...note, x: note.x + to.x - from.x, y: note.y + to.y - from.y }
    const covers = (stack: Box, i: number) => liesOn(moved, stack) && !liesOn(note, stacks[i] as Box)
    for (let over = tidied.find(covers); over; over = tidied.find(covers))
      moved.y = onGrid(over.y + over.height + APART)
    return { id: note.id, at: [moved.x, moved.y] }
  })
}

/** How far two boxes are from each other; 0 where they touch or lie on each other. */
function apart(a: Box, b: Box): number {
  const dx = Math.max(0, a.x - (b.x + b.width), b.x - (a.x + a.width))
  const dy = Math.max(0, a.y - (b.y + b.height), b.y - (a.y + a.height))
  return Math.hypot(dx, dy)
}

const liesOn = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
