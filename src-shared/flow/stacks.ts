import type { Link } from './document.ts'
import type { Draft } from './place.ts'

/**
 * What hangs together: sets `hangsBy`, `below` and `inside` of every place and gives the stacks. A block
 * hangs by one link and holds one block a place; the first snapped link in the file's order wins, the
 * others are drawn as wires. A ring of snapped links is opened at its first block in the file.
 */
export function findStacks(
  places: ReadonlyMap<string, Draft>,
  links: readonly Link[],
): ReadonlyMap<string, readonly string[]> {
  for (const link of links) if (link.snap) hang(places, link)
  openRings(places)
  const stacks = new Map<string, readonly string[]>()
  for (const place of places.values())
    if (isHead(places, place)) stacks.set(place.block.id, down(places, place))
  return stacks
}

function hang(places: ReadonlyMap<string, Draft>, link: Link): void {
  const from = places.get(link.from)
  const to = places.get(link.to)
  if (!from || !to || from === to || to.hangsBy || to.shape === 'hat') return
  const mouth = from.mouths.includes(link.out)
  if (mouth ? from.inside.has(link.out) : from.below) return
  to.hangsBy = link
  if (mouth) from.inside.set(link.out, link)
  else from.below = link
}

/** Each block hangs by at most one, so whoever is not reached from a free head is in or under a ring. */
function openRings(places: ReadonlyMap<string, Draft>): void {
  const reached = new Set<Draft>()
  const reach = (start: Draft): void => {
    const open = [start]
    for (let place = open.pop(); place; place = open.pop()) {
      reached.add(place)
      for (const link of hanging(place)) open.push(places.get(link.to) as Draft)
    }
  }
  for (const place of places.values()) if (!place.hangsBy) reach(place)
  for (const place of places.values()) {
    if (reached.has(place)) continue
    const head = firstOfRing(places, place)
    letGo(places, head)
    reach(head)
  }
}

const hanging = (place: Draft): Link[] =>
  place.below ? [place.below, ...place.inside.values()] : [...place.inside.values()]

/** The first block in the file of the ring above this block. */
function firstOfRing(places: ReadonlyMap<string, Draft>, start: Draft): Draft {
  const above = (place: Draft) => places.get((place.hangsBy as Link).from) as Draft
  const seen = new Set<Draft>()
  let place = start
  for (; !seen.has(place); place = above(place)) seen.add(place)
  let first = place
  for (let other = above(place); other !== place; other = above(other))
    if (other.index < first.index) first = other
  return first
}

function letGo(places: ReadonlyMap<string, Draft>, place: Draft): void {
  const link = place.hangsBy as Link
  const from = places.get(link.from) as Draft
  place.hangsBy = null
  if (from.below === link) from.below = null
  else from.inside.delete(link.out)
}

/** Stands alone on the canvas, or first in a mouth. */
function isHead(places: ReadonlyMap<string, Draft>, { hangsBy }: Draft): boolean {
  return hangsBy === null || (places.get(hangsBy.from) as Draft).below !== hangsBy
}

function down(places: ReadonlyMap<string, Draft>, head: Draft): string[] {
  const stack = [head.block.id]
  for (let link = head.below; link; link = (places.get(link.to) as Draft).below) stack.push(link.to)
  return stack
}
