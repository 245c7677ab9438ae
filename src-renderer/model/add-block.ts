import { checkCatalogOf } from '#shared/block'
import {
  type Block,
  bottomOf,
  type CheckCatalog,
  type FlowDocument,
  type FlowEdit,
  type FlowStructure,
  insertAfter,
  type Joint,
  outputBelow,
} from '#shared/flow'
import { environment } from './environment.ts'
import { useFlow } from './flow-store.ts'
import { foldEdit, foldsOver } from './folds.ts'
import { newBlock } from './new-block.ts'
import { noteUse } from './recent-blocks.ts'
import { onlyBlock, useSelection } from './selection-store.ts'

/** Where the first block of an empty flow stands, in canvas units. */
const FIRST_PLACE: readonly [number, number] = [88, 104]
/** Hats stand beside one another. */
const BESIDE = 400

/** `inside`: into the chosen C-block instead of below it. */
export type Where = 'below' | 'inside'

/**
 * Adds a block without a mouse: below (or inside) the chosen block, else at the end of the first stack;
 * a hat, and the first block of all, gets a place of its own. The new block is chosen, brought into view and
 * gets the keyboard, so that Enter goes on to fill it in.
 */
export function addBlock(type: string, where: Where = 'below'): Block | null {
  const { document, structure, apply } = useFlow.getState()
  if (!document || !structure) return null
  const block = newBlock(type, document)
  const checked = checkCatalogOf(environment().catalog)
  const isHat = checked.get(type)?.shape === 'hat'
  const chosen = onlyBlock(useSelection.getState())
  const joint = isHat ? null : jointHere(structure, checked, chosen, where)
  const edits = joint
    ? [...insertAfter(document, checked, block, joint), ...openFor(structure, joint)]
    : isHat
      ? insteadOfOnlyHat(document, checked, block)
      : []
  if (edits.length > 0) apply(edits)
  else apply([{ do: 'add-block', block: { ...block, at: freePlace(structure) } }])
  noteUse(type)
  useSelection.getState().reveal(block.id, { focus: true })
  return block
}

/** Where what is put in hangs: as `jointFor`, and below a collapsed stack at the end of what that holds. */
export const jointHere = (
  structure: FlowStructure,
  checked: CheckCatalog,
  chosen: string | null,
  where: Where,
): Joint | null => jointFor(structure, checked, endOfFold(structure, chosen, where), where)

/** Where a new block hangs: at the chosen block or the end of the first stack, above it where that is a cap. */
export function jointFor(
  structure: FlowStructure,
  checked: CheckCatalog,
  chosen: string | null,
  where: Where,
): Joint | null {
  const from = chosen ?? endOfFirstStack(structure)
  const place = from === null ? undefined : structure.places.get(from)
  if (!place) return null
  const mouth = where === 'inside' ? firstFreeMouth(structure, checked, place.block.id) : null
  if (mouth) return mouth
  const out = outputBelow(place.block, checked)
  if (out !== null && place.shape !== 'cap') return { to: place.block.id, out }
  return place.hangsBy ? { to: place.hangsBy.from, out: place.hangsBy.out } : null
}

/** Below a collapsed stack is the end of what it holds. */
function endOfFold(structure: FlowStructure, chosen: string | null, where: Where): string | null {
  const place = chosen === null ? undefined : structure.places.get(chosen)
  const folded = place?.block.collapsed && place.mouths.length === 0 && where === 'below'
  return folded ? bottomOf(structure, place.block.id) : chosen
}

/** Opens what is collapsed around a joint: a new block must be seen. */
function openFor({ places }: FlowStructure, { to, out }: Joint): FlowEdit[] {
  const of = (id: string) => {
    const place = places.get(id)
    const up = place?.hangsBy
    return (
      place && {
        ...{ collapsed: place.block.collapsed === true, mouths: place.mouths },
        hangsBy: up ? { id: up.from, out: up.out } : undefined,
      }
    )
  }
  return foldsOver(of, { id: to, out }).map((id) => foldEdit(id, undefined))
}

/** In a flow that is nothing but its first hat, another one takes that one's place. */
function insteadOfOnlyHat({ blocks }: FlowDocument, checked: CheckCatalog, block: Block): FlowEdit[] {
  const [only, ...more] = blocks
  if (!only?.at || more.length > 0 || checked.get(only.type)?.shape !== 'hat') return []
  return [
    { do: 'add-block', block: { ...block, at: only.at } },
    { do: 'remove-block', id: only.id },
  ]
}

/** The end of the stack under the first hat, else of the first stack there is. */
function endOfFirstStack(structure: FlowStructure): string | null {
  const heads = [...structure.stacks.keys()].filter((id) => !structure.places.get(id)?.hangsBy)
  const head = heads.find((id) => structure.places.get(id)?.shape === 'hat') ?? heads[0]
  return head === undefined ? null : bottomOf(structure, head)
}

/** The end of the first empty mouth, else of the last one. */
function firstFreeMouth(structure: FlowStructure, checked: CheckCatalog, id: string): Joint | null {
  const place = structure.places.get(id)
  const mouth = place?.mouths.find((name) => !place.inside.has(name)) ?? place?.mouths.at(-1)
  if (!place || mouth === undefined) return null
  const first = place.inside.get(mouth)?.to
  return first === undefined
    ? { to: id, out: mouth }
    : jointFor(structure, checked, bottomOf(structure, first), 'below')
}

function freePlace(structure: FlowStructure): readonly [number, number] {
  if (structure.places.size === 0) return FIRST_PLACE
  const xs = [...structure.places.values()].flatMap(({ block }) => (block.at ? [block.at[0]] : []))
  return [Math.max(FIRST_PLACE[0], ...xs) + BESIDE, FIRST_PLACE[1]]
}
