import { catalog } from '#blocks/catalog'
import { checkCatalogOf } from '#shared/block'
import { type Block, bottomOf, type FlowStructure, insertAfter, type Joint, outputBelow } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'
import { newBlock } from '../../model/new-block.ts'
import { onlyBlock, useSelection } from '../../model/selection-store.ts'

const checked = checkCatalogOf(catalog)

/** Where the first block of an empty flow stands, in canvas units. */
const FIRST_PLACE: readonly [number, number] = [88, 104]
const BESIDE = 400

/**
 * Adds a block without a mouse: below the chosen block, else at the end of the first stack; a hat
 * (and the first block of all) gets a place of its own. The new block is chosen and brought into view.
 */
export function addBlock(type: string): Block | null {
  const { document, structure, apply } = useFlow.getState()
  if (!document || !structure) return null
  const block = newBlock(type, document)
  const joint = checked.get(type)?.shape === 'hat' ? null : endOf(structure)
  const edits = joint ? insertAfter(document, checked, block, joint) : []
  if (edits.length > 0) apply(edits)
  else apply([{ do: 'add-block', block: { ...block, at: freePlace(structure) } }])
  useSelection.getState().reveal(block.id)
  return block
}

/** The joint new blocks go to: below the chosen block or the first stack's last, above it where that is a cap. */
export function endOf(structure: FlowStructure): Joint | null {
  const chosen = onlyBlock(useSelection.getState())
  const [firstHead] = structure.stacks.keys()
  const hat = [...structure.stacks.keys()].find((id) => structure.places.get(id)?.shape === 'hat')
  const head = hat ?? firstHead
  const from = chosen ?? (head === undefined ? undefined : bottomOf(structure, head))
  const place = from === undefined ? undefined : structure.places.get(from)
  if (!place) return null
  const out = outputBelow(place.block, checked)
  if (out !== null && place.shape !== 'cap') return { to: place.block.id, out }
  return place.hangsBy ? { to: place.hangsBy.from, out: place.hangsBy.out } : null
}

function freePlace(structure: FlowStructure): readonly [number, number] {
  if (structure.places.size === 0) return FIRST_PLACE
  const xs = [...structure.places.values()].flatMap(({ block }) => (block.at ? [block.at[0]] : []))
  return [Math.max(FIRST_PLACE[0], ...xs) + BESIDE, FIRST_PLACE[1]]
}
