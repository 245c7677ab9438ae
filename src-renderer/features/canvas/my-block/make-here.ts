import { makeMyBlock } from '#shared/my-block'
import { client } from '../../../link/client.ts'
import { environment } from '../../../model/environment.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { useMyBlocks } from '../../../model/my-blocks-store.ts'
import { newFlowId, randomId } from '../../../model/new-block.ts'
import { tellError } from '../../../model/notice-store.ts'
import { useSelection } from '../../../model/selection-store.ts'
import { CALL } from '../../../ui/block-art/my-blocks.ts'
import { setCanvas } from '../canvas-store.ts'

const made = (blocks: readonly string[], name: string, flowId: string) => {
  const { document } = useFlow.getState()
  if (!document) throw new Error('no flow is open')
  const { catalog } = environment()
  return { document, ...makeMyBlock({ document, blocks, name, flowId, catalog, newId: randomId }) }
}

/** Asks for a name where the blocks stand; where they cannot be a My block, says why. */
export function askForName(blocks: readonly string[]): void {
  try {
    made(blocks, 'x', newFlowId())
    setCanvas({ naming: blocks })
  } catch (error) {
    tellError(error)
  }
}

/** Keeps the flow of the My block, then calls it in the place of the blocks. One undo step. */
export async function makeHere(blocks: readonly string[], name: string): Promise<void> {
  try {
    const id = newFlowId()
    const first = made(blocks, name, id)
    await client.flows.create({ document: first.flow })
    // the flow may have been changed here or elsewhere meanwhile
    const same = useFlow.getState().document === first.document
    const last = same ? first : made(blocks, name, id)
    await (same ? client.flows.saveVersion({ id }) : client.flows.save({ id, document: last.flow }))
    useFlow.getState().apply(last.edits)
    await useMyBlocks.getState().reload()
    const call = useFlow.getState().document?.blocks.find(({ config }) => config.flow === id)
    if (call) useSelection.getState().reveal(call.id, { focus: true })
  } catch (error) {
    tellError(error)
  }
}

/** The flow that a block calls by its id. */
export function flowCalledBy(id: string | undefined): string | undefined {
  const block = useFlow.getState().document?.blocks.find((one) => one.id === id)
  const flow = block?.type === CALL ? block.config.flow : undefined
  return typeof flow === 'string' && flow !== '' && !flow.includes('{{') ? flow : undefined
}

/** Goes to what a My block does. */
export const openDefinition = (flow: string): void => location.assign(`#/flows/${flow}`)
