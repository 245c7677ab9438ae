// Loaded when it is wanted: how a My block is made is 14 KB.
import { makeMyBlock } from '#shared/my-block'
import { client } from '../../../link/client.ts'
import { deleteFlow } from '../../../model/deleted-flows.ts'
import { environment } from '../../../model/environment.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { useMyBlocks } from '../../../model/my-blocks-store.ts'
import { newFlowId, randomId } from '../../../model/new-block.ts'
import { tellError, useNotices, whileBusy } from '../../../model/notice-store.ts'
import { useSelection } from '../../../model/selection-store.ts'

const made = (blocks: readonly string[], name: string, flowId: string) => {
  const { document } = useFlow.getState()
  if (!document) throw new Error('no flow is open')
  const { catalog } = environment()
  return { document, ...makeMyBlock({ document, blocks, name, flowId, catalog, newId: randomId }) }
}

type Made = ReturnType<typeof made>

/** @throws AppError where these blocks cannot be a My block */
export const checkBlocks = (blocks: readonly string[]): void => void made(blocks, 'x', newFlowId())

/** Keeps the flow of the My block, then calls it in the place of the blocks. One undo step. */
export async function makeHere(blocks: readonly string[], name: string): Promise<void> {
  const id = newFlowId()
  const make = () => made(blocks, name, id)
  try {
    const { edits, call } = await whileBusy({ key: 'app:busy.myBlock', values: { name } }, kept(id, make))
    useFlow.getState().apply(edits, { undone: () => tellItStays(id) })
    await useMyBlocks.getState().reload()
    useSelection.getState().reveal(call, { focus: true })
  } catch (error) {
    tellError(error)
  }
}

/** Undo puts the blocks back; the My block may be used elsewhere by now, so it stays, and can be deleted from there. */
function tellItStays(id: string): void {
  const mine = useMyBlocks.getState().list?.find((one) => one.id === id)
  if (!mine) return
  const { name } = mine
  useNotices.getState().tell({
    ...{ kind: 'info', message: `stays ${id}`, topic: `my block ${id}` },
    ...{ key: 'canvas:myBlock.stays', values: { name } },
    action: { key: 'canvas:myBlock.deleteToo', run: () => void deleteFlow({ id, name }) },
  })
}

/**
 * The flow of the My block as a version. The flow on the screen may be changed meanwhile, here or elsewhere: then it is
 * made anew, and where that cannot be nothing stays behind.
 */
async function kept(id: string, make: () => Made): Promise<Made> {
  const first = make()
  await client.flows.create({ document: first.flow })
  try {
    if (useFlow.getState().document === first.document) {
      await client.flows.saveVersion({ id })
      return first
    }
    const second = make()
    await client.flows.save({ id, document: second.flow })
    return second
  } catch (error) {
    await client.flows.delete({ id })
    throw error
  }
}
