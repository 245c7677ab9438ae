import { useFlow } from './flow-store.ts'
import { useSelection } from './selection-store.ts'

/** ms after which a block that was to be shown is no longer waited for */
const PATIENCE = 10_000

/** Shows a block as soon as its flow, to which the page is about to go, is open. */
export function revealOnceOpen(flowId: string, block: string): void {
  const show = () => {
    const { id, status } = useFlow.getState()
    if (id !== flowId || status !== 'open') return false
    useSelection.getState().reveal(block)
    return true
  }
  if (show()) return
  const leave = useFlow.subscribe(() => {
    if (show()) end()
  })
  const patience = setTimeout(leave, PATIENCE)
  const end = () => {
    clearTimeout(patience)
    leave()
  }
}
