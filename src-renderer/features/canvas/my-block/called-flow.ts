import { useFlow } from '../../../model/flow-store.ts'
import { CALL } from '../../../ui/block-art/my-blocks.ts'

/** The flow that a block calls by its id. */
export function flowCalledBy(id: string | undefined): string | undefined {
  const block = useFlow.getState().document?.blocks.find((one) => one.id === id)
  const flow = block?.type === CALL ? block.config.flow : undefined
  return typeof flow === 'string' && flow !== '' && !flow.includes('{{') ? flow : undefined
}

/** Goes to what a My block does. */
export const openDefinition = (flow: string): void => location.assign(`#/flows/${flow}`)
