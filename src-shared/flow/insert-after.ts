/**
 * Where a new block goes in a stack, as edits. Pure: nothing is applied here. (What a hand does on the canvas,
 * lifting, dropping and healing, is planned beside its geometry in src-renderer/features/canvas.)
 */
import type { CheckCatalog } from './check-catalog.ts'
import type { Block, FlowDocument, Link } from './document.ts'
import type { FlowEdit } from './flow-edit.ts'
import { type FlowStructure, structureOf } from './structure-of.ts'

/** One output or mouth of a block. */
export type Joint = { to: string; out: string }
export type Point = readonly [x: number, y: number]

/** The output under which the next block of a stack hangs: `next`, else the first plain one; null for a cap. */
export const outputBelow = (block: Block, catalog: CheckCatalog): string | null => {
  const outputs = catalog.get(block.type)?.outputs(block) ?? ['next']
  return outputs.includes('next') ? 'next' : (outputs[0] ?? null)
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
