/**
 * What people do on the canvas, as edits: snap in, take out, wrap, wire. Pure: nothing is applied here.
 * A plan that cannot be (a hat below a block, a stack into itself) is an empty list.
 */
import type { CheckCatalog } from './check-catalog.ts'
import type { Block, FlowDocument, Link } from './document.ts'
import type { FlowEdit } from './flow-edit.ts'
import type { Place } from './place.ts'
import { type FlowStructure, structureOf } from './structure-of.ts'

/** One output or mouth of a block. */
export type Joint = { to: string; out: string }
export type Point = readonly [x: number, y: number]

/** The output under which the next block of a stack hangs: `next`, else the first plain one; null for a cap. */
export const outputBelow = (block: Block, catalog: CheckCatalog): string | null => {
  const outputs = catalog.get(block.type)?.outputs(block) ?? ['next']
  return outputs.includes('next') ? 'next' : (outputs[0] ?? null)
}

/** A block and everything snapped below it and inside it (and inside and below that), from the top down. */
export function carriedBy(structure: FlowStructure, id: string): string[] {
  const carried: string[] = []
  const open = structure.places.has(id) ? [id] : []
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    carried.push(at)
    const { below, inside } = structure.places.get(at) as Place
    if (below) open.push(below.to)
    for (const link of [...inside.values()].reverse()) open.push(link.to)
  }
  return carried
}

/** The last block of the stack that goes on below this one. */
export function bottomOf(structure: FlowStructure, id: string): string {
  let at = id
  for (let link = structure.places.get(at)?.below; link; link = structure.places.get(at)?.below) at = link.to
  return at
}

/** The snapped link that holds a place, if one does. */
const hungAt = (structure: FlowStructure, { to, out }: Joint): Link | null => {
  const place = structure.places.get(to)
  if (!place) return null
  if (place.mouths.includes(out)) return place.inside.get(out) ?? null
  return place.below
}

const snapped = (from: string, out: string, to: string, index?: number): FlowEdit => ({
  do: 'add-link',
  link: { from, out, to, snap: true },
  ...(index !== undefined && { index }),
})
const loosen = (link: Link): FlowEdit => ({ do: 'remove-link', link })
const move = (id: string, at: Point | null): FlowEdit => ({ do: 'move-block', id, at })

/** Makes a link snapped, whether or not there is one already as a wire. */
function snapOver(document: FlowDocument, from: string, out: string, to: string, index?: number): FlowEdit[] {
  const wire = document.links.find((link) => link.from === from && link.out === out && link.to === to)
  return [...(wire ? [loosen(wire)] : []), snapped(from, out, to, index)]
}

/**
 * Snaps a new block under an output or into a mouth. What hung there goes below it, or into its first mouth
 * when it is a C-block (`rest: 'below'` to keep it out); below a cap nothing can hang, so it comes loose.
 * @param looseAt where what comes loose is put
 */
export function insertAfter(
  document: FlowDocument,
  catalog: CheckCatalog,
  block: Block,
  { to, out, rest, looseAt }: Joint & { rest?: 'below' | 'inside'; looseAt?: Point },
): FlowEdit[] {
  const structure = structureOf(document, catalog)
  const type = catalog.get(block.type)
  if (type?.shape === 'hat' || !structure.places.has(to)) return []
  const { at: _, ...hanging } = block
  const hung = hungAt(structure, { to, out })
  const mouth = rest === 'below' ? undefined : type?.mouths(block)[0]
  const onward = mouth ?? outputBelow(block, catalog)
  const index = hung ? document.links.indexOf(hung) : undefined
  return [
    { do: 'add-block', block: hanging },
    ...(hung ? [loosen(hung)] : []),
    snapped(to, out, block.id, index),
    ...(hung && onward !== null ? [snapped(block.id, onward, hung.to)] : []),
    ...(hung && onward === null && looseAt ? [move(hung.to, looseAt)] : []),
  ]
}

/**
 * Snaps a stack that is there under an output or into a mouth. What hung there goes on below the stack's
 * bottom, when that can go on; else it comes loose.
 */
export function attach(
  document: FlowDocument,
  catalog: CheckCatalog,
  head: string,
  { to, out, looseAt }: Joint & { looseAt?: Point },
): FlowEdit[] {
  const structure = structureOf(document, catalog)
  const place = structure.places.get(head)
  if (!place || place.shape === 'hat' || !structure.places.has(to)) return []
  if (carriedBy(structure, head).includes(to)) return []
  const hung = hungAt(structure, { to, out })
  if (hung?.to === head) return []
  const bottom = structure.places.get(bottomOf(structure, head)) as Place
  const onward = outputBelow(bottom.block, catalog)
  return [
    ...(place.hangsBy ? [loosen(place.hangsBy)] : []),
    ...(place.block.at ? [move(head, null)] : []),
    ...(hung ? [loosen(hung)] : []),
    ...snapOver(document, to, out, head),
    ...(hung && onward !== null ? snapOver(document, bottom.block.id, onward, hung.to) : []),
    ...(hung && onward === null && looseAt ? [move(hung.to, looseAt)] : []),
  ]
}

/** Takes a block and everything snapped below and inside it off what it hangs by. */
export function detach(document: FlowDocument, catalog: CheckCatalog, id: string, at: Point): FlowEdit[] {
  const place = structureOf(document, catalog).places.get(id)
  if (!place) return []
  return [...(place.hangsBy ? [loosen(place.hangsBy)] : []), move(id, at)]
}

/** Takes out one block, with what is inside it; the stack closes over the gap. */
export function detachAlone(
  document: FlowDocument,
  catalog: CheckCatalog,
  id: string,
  at: Point,
): FlowEdit[] {
  const { places } = structureOf(document, catalog)
  const place = places.get(id)
  if (!place) return []
  const { hangsBy, below, block } = place
  return [
    ...(hangsBy ? [loosen(hangsBy)] : []),
    ...(below ? [loosen(below)] : []),
    ...(hangsBy && below ? snapOver(document, hangsBy.from, hangsBy.out, below.to) : []),
    ...(!hangsBy && below ? [move(below.to, block.at ?? at)] : []),
    move(id, at),
  ]
}

/**
 * Removes blocks, with all that is inside those that hold others; each stack closes over the gap, and what
 * loses its head gets its place.
 */
export function removeHealing(
  document: FlowDocument,
  catalog: CheckCatalog,
  ids: Iterable<string>,
): FlowEdit[] {
  const structure = structureOf(document, catalog)
  const gone = withInside(structure, ids)
  const heals: FlowEdit[] = []
  for (const id of gone) {
    const { hangsBy, below, block } = structure.places.get(id) as Place
    if (hangsBy && gone.has(hangsBy.from)) continue // in the middle of a gap: its top heals it
    let next = below?.to
    while (next !== undefined && gone.has(next)) next = structure.places.get(next)?.below?.to
    if (next === undefined) continue
    if (!hangsBy) heals.push(...(block.at ? [move(next, block.at)] : []))
    else heals.push(...snapOver(document, hangsBy.from, hangsBy.out, next, document.links.indexOf(hangsBy)))
  }
  return [...heals, ...[...gone].map((id): FlowEdit => ({ do: 'remove-block', id }))]
}

function withInside(structure: FlowStructure, ids: Iterable<string>): ReadonlySet<string> {
  const gone = new Set<string>()
  const open = [...ids]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const place = structure.places.get(id)
    if (!place || gone.has(id)) continue
    gone.add(id)
    for (const { to } of place.inside.values()) open.push(...(structure.stacks.get(to) ?? []))
  }
  return gone
}

/** Puts a new C-block around blocks that hang together in one stack; they go into its first mouth. */
export function wrap(
  document: FlowDocument,
  catalog: CheckCatalog,
  block: Block,
  ids: readonly string[],
): FlowEdit[] {
  const structure = structureOf(document, catalog)
  const chain = asChain(structure, ids)
  const mouth = catalog.get(block.type)?.mouths(block)[0]
  const first = chain && structure.places.get(chain[0] as string)
  if (!chain || !first || first.shape === 'hat' || mouth === undefined) return []
  const { hangsBy } = first
  const { below } = structure.places.get(chain.at(-1) as string) as Place
  const onward = outputBelow(block, catalog)
  const { at: own, ...rest } = block
  const at = hangsBy ? undefined : (first.block.at ?? own)
  return [
    { do: 'add-block', block: at ? { ...rest, at } : rest },
    ...(hangsBy ? [loosen(hangsBy)] : []),
    ...(hangsBy ? [snapped(hangsBy.from, hangsBy.out, block.id, document.links.indexOf(hangsBy))] : []),
    ...(first.block.at ? [move(first.block.id, null)] : []),
    snapped(block.id, mouth, first.block.id),
    ...(below ? [loosen(below)] : []),
    ...(below && onward !== null ? [snapped(block.id, onward, below.to)] : []),
  ]
}

/** The blocks from the top down, when they are one unbroken part of a stack. */
function asChain(structure: FlowStructure, ids: readonly string[]): string[] | undefined {
  const wanted = new Set(ids)
  const isTop = (id: string) => {
    const place = structure.places.get(id)
    const above = place?.hangsBy && structure.places.get(place.hangsBy.from)
    return place && !(above && above.below === place.hangsBy && wanted.has(above.block.id))
  }
  const tops = [...wanted].filter(isTop)
  const chain: string[] = []
  for (let at = tops[0]; at !== undefined && wanted.has(at); at = structure.places.get(at)?.below?.to)
    chain.push(at)
  return tops.length === 1 && chain.length === wanted.size ? chain : undefined
}

/** A wire from an output to a block; nothing when there is such a link, or the block has no way in. */
export function connect(document: FlowDocument, catalog: CheckCatalog, link: Omit<Link, 'snap'>): FlowEdit[] {
  const { from, out, to } = link
  const target = document.blocks.find(({ id }) => id === to)
  if (!target || catalog.get(target.type)?.shape === 'hat') return []
  if (!document.blocks.some(({ id }) => id === from)) return []
  if (document.links.some((other) => other.from === from && other.out === out && other.to === to)) return []
  return [{ do: 'add-link', link: { from, out, to } }]
}

/** Takes a link away; a block that hung by it stays where it is drawn. @param at that place */
export function disconnect(document: FlowDocument, link: Link, at?: Point): FlowEdit[] {
  const found = document.links.find(
    ({ from, out, to }) => from === link.from && out === link.out && to === link.to,
  )
  if (!found) return []
  return [loosen(found), ...(found.snap && at ? [move(found.to, at)] : [])]
}

/** Opens or closes a collapsed block. */
export const toggleCollapsed = ({ id, collapsed }: Block): FlowEdit => ({
  do: 'set-collapsed',
  id,
  collapsed: collapsed ? undefined : true,
})
