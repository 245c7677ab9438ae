import type { Link } from './document.ts'
import type { Draft } from './place.ts'

type Places = ReadonlyMap<string, Draft>
type Follow = (link: Link, to: Draft) => boolean

/**
 * Gives every block the mouth it stands in, from the outside in: first all that starts at the top, then,
 * C-block by C-block as they are reached, what starts in their mouths. A link that tells otherwise crosses
 * a mouth, and is found by comparing. So that the right link is blamed, a block is placed by what it hangs
 * by before what is wired to it; the first such link wins.
 */
export function placeBlocks(places: Places): void {
  const placed = new Set<Draft>()
  const order: Draft[] = []
  const spread = (start: Draft, parent: Draft['parent'], follow: Follow): void => {
    const open = [start]
    for (let place = open.pop(); place; place = open.pop()) {
      if (placed.has(place)) continue
      placed.add(place)
      order.push(place)
      place.parent = parent
      for (const link of linksOf(place)) {
        const to = places.get(link.to) as Draft
        if (!place.mouths.includes(link.out) && follow(link, to)) open.push(to)
      }
    }
  }
  /** On from those placed `since`, until nothing new is reached: the list grows as it is walked. */
  const goOn = (since: number, follow: Follow): void => {
    for (let i = since; i < order.length; i++) {
      const place = order[i] as Draft
      for (const link of linksOf(place)) {
        const to = places.get(link.to) as Draft
        if (placed.has(to) || !follow(link, to)) continue
        const inside = place.mouths.includes(link.out)
        spread(to, inside ? { block: place.block.id, mouth: link.out } : place.parent, follow)
      }
    }
  }
  const byClaim = strongestOnly(places)
  for (const place of places.values()) if (place.linksIn.length === 0) spread(place, null, byClaim)
  goOn(0, byClaim)
  goOn(0, any)
  // what is left hangs on rings that nothing leads to; the outermost ring goes first
  for (const place of outermostFirst(places, placed)) {
    const since = order.length
    if (!placed.has(place)) spread(place, null, any)
    goOn(since, any)
  }
}

const any: Follow = () => true

/** Follows of the links to a block only those that say most about where it stands. */
function strongestOnly(places: Places): Follow {
  const most = new Map<Draft, number>()
  for (const place of places.values())
    most.set(
      place,
      place.linksIn.reduce((least, link) => Math.max(least, claim(places, link)), 0),
    )
  return (link, to) => claim(places, link) === most.get(to)
}

const linksOf = (place: Draft): Link[] => [...place.linksOut.values()].flat()

/** How much a link says about where its end stands: hanging most, then coming out of a mouth. */
function claim(places: Places, { from, out, snap, to }: Link): number {
  if (from === to) return 0
  return snap ? 2 : places.get(from)?.mouths.includes(out) ? 1 : 0
}

/** Those left, so that whatever leads to a ring without belonging to it comes before it (Kosaraju's order). */
function outermostFirst(places: Places, placed: ReadonlySet<Draft>): Draft[] {
  const finished: Draft[] = []
  const seen = new Set<Draft>(placed)
  for (const start of places.values()) {
    const open = seen.has(start) ? [] : [{ place: start, rest: targets(places, start) }]
    seen.add(start)
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const next = top.rest.pop()
      if (!next) finished.push((open.pop() as typeof top).place)
      else if (!seen.has(next)) {
        seen.add(next)
        open.push({ place: next, rest: targets(places, next) })
      }
    }
  }
  return finished.reverse()
}

const targets = (places: Places, place: Draft): Draft[] =>
  linksOf(place).map(({ to }) => places.get(to) as Draft)
