import { type BlockCatalog, checkCatalogOf } from '#shared/block'
import { type Block, type FlowDocument, type FlowEdit, type Json, newName, structureOf } from '#shared/flow'
import { refuseWhatStays } from './blocks-that-stay.ts'
import { callEdits } from './call-edits.ts'
import { calledFlow } from './called-flow.ts'
import { ARRIVED, Named } from './inputs.ts'
import { selectionOf } from './selection.ts'
import { variablesOf } from './variables.ts'
import { readingFromCall } from './what-is-read-of-it.ts'
import { readingFromHat } from './what-it-reads.ts'

export type MyBlockOrder = {
  document: FlowDocument
  /** ids of the chosen blocks; what is inside them goes along */
  blocks: readonly string[]
  /** of the My block */
  name: string
  /** the id that its flow gets */
  flowId: string
  catalog: BlockCatalog
  /** ids that the document does not have, a new one each time */
  newId: () => string
}

export type MadeMyBlock = {
  /** the flow that does what the chosen blocks did */
  flow: FlowDocument
  /** puts a call in their place: one undo step */
  edits: FlowEdit[]
  /** the id of the block that calls it */
  call: string
}

/**
 * Makes a flow of its own of some blocks that hang together, and puts a call of it in their place. What the
 * flow does stays the same: what the blocks read from outside they are given as inputs, what others read of
 * them comes back with the result, variables that only they use go along. Only a failure is told otherwise: it
 * names the call.
 * @throws AppError `my-block.*` where that cannot be, with `details.block`
 */
export function makeMyBlock({ document, blocks, name, flowId, catalog, newId }: MyBlockOrder): MadeMyBlock {
  const selection = selectionOf(structureOf(document, checkCatalogOf(catalog)), blocks)
  refuseWhatStays(selection.structure, selection.ids, catalog)
  const variables = variablesOf(document, selection, catalog)
  const going = document.blocks.filter(({ id }) => selection.ids.has(id))
  const inside = new Set(going.map((block) => block.name))
  const hat = newName(inside, catalog.get('start/called')?.title ?? 'When called')
  const given = new Named(ARRIVED)
  const moved = readingFromHat({ document, catalog, selection, local: variables.local, given, hat })
  const staying = new Set(document.blocks.flatMap((one) => (selection.ids.has(one.id) ? [] : [one.name])))
  const callName = newName(staying, name)
  const { gives, edits: reading } = readingFromCall(document, catalog, selection, callName)
  const make = (type: string, called: string, config: Record<string, Json>): Block => ({
    ...{ id: newId(), type, version: catalog.get(type)?.version ?? 1, name: called, config },
  })
  const flow = calledFlow({ document, selection, moved, hat, given, gives, make, name, flowId, variables })
  const call = make('control/call-flow', callName, {
    flow: flowId,
    input:
      given.size === 0 ? '{{ input }}' : Object.fromEntries([[ARRIVED, '{{ input }}'], ...given.texts()]),
  })
  const edits = [
    ...callEdits({ document, selection, call, gives, make, taken: new Set([...staying, callName]) }),
    ...reading,
    ...variablesEdit(document, variables.left),
  ]
  return { flow, edits, call: call.id }
}

function variablesEdit(
  { variables = [] }: FlowDocument,
  left: FlowDocument['variables'] & object,
): FlowEdit[] {
  if (left.length === variables.length) return []
  return [
    left.length > 0
      ? { do: 'set-flow', set: { variables: left } }
      : { do: 'set-flow', set: {}, clear: ['variables'] },
  ]
}
