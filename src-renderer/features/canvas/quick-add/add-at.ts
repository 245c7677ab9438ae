import { applyEdits, type Block, type FlowEdit, type Link } from '#shared/flow'
import { addBlock } from '../../../model/add-block.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { newBlock } from '../../../model/new-block.ts'
import { noteUse } from '../../../model/recent-blocks.ts'
import { useSelection } from '../../../model/selection-store.ts'
import { nearGrid } from '../../../ui/block-art/measures.ts'
import { allowsFrom } from '../allowed.ts'
import { outputsOf } from '../block-kinds.ts'
import { setCanvas } from '../canvas-store.ts'
import { headOf } from '../geometry/hanging.ts'
import type { OwnScene } from '../use-scene.ts'
import type { QuickAnchor } from './quick-add-store.ts'

export type QuickWay = 'below' | 'inside' | 'beside'

/** Between a stack and a block that is wired on beside it, canvas units. */
const BESIDE = 80

/** Adds a block where the small search was opened. One undo step. */
export function addAt(own: OwnScene, anchor: QuickAnchor, type: string, way: QuickWay): Block | null {
  if (anchor.kind === 'block') {
    if (way === 'beside') return addBeside(own, anchor.id, type)
    useSelection.getState().select([anchor.id])
    return addBlock(type, way)
  }
  const wire = anchor.kind === 'wire' ? { from: anchor.from, out: anchor.out } : undefined
  return addLoose(type, anchor.at, wire)
}

/** Right of the block's stack, on its height, with a wire from its first free output. */
function addBeside(own: OwnScene, id: string, type: string): Block | null {
  const placed = own.layout.blocks.get(id)
  const stack = own.layout.stacks.find((each) => each.id === headOf(own.flow, id))
  const block = own.flow.blocks.get(id)?.block
  if (!placed || !stack || !block) return null
  const outputs = outputsOf(block)
  const used = new Set(own.flow.document.links.filter((link) => link.from === id).map((link) => link.out))
  const out = outputs.find((each) => !used.has(each)) ?? outputs[0]
  const at = [stack.x + stack.width + BESIDE, placed.y] as const
  return addLoose(type, at, out === undefined ? undefined : { from: id, out })
}

function addLoose(
  type: string,
  [x, y]: readonly [number, number],
  wire?: { from: string; out: string },
): Block | null {
  const { document, apply } = useFlow.getState()
  if (!document) return null
  const block: Block = { ...newBlock(type, document), at: [nearGrid(x), nearGrid(y)] }
  const add: FlowEdit = { do: 'add-block', block }
  const link: Link | undefined = wire && { ...wire, to: block.id }
  const joined: FlowEdit[] = link ? [add, { do: 'add-link', link }] : [add]
  // what cannot be reached by a wire, as a hat, stands free
  const allowed = allowsFrom(document)(applyEdits(document, joined).document)
  apply(allowed ? joined : [add])
  noteUse(type)
  setCanvas({ selectedWire: null })
  useSelection.getState().reveal(block.id, { focus: true })
  return block
}
