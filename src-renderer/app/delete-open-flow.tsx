import { navigate } from 'wouter/use-hash-location'
import { DeleteFlow } from '../features/flows/delete-flow.tsx'
import { useFlow } from '../model/flow-store.ts'
import { showOverlay } from './command-overlay.ts'

const FLOWS = '/flows'

/** Asks before the open flow goes, and then leaves for the list of flows; taking that back returns from there. */
export function DeleteOpenFlow() {
  const id = useFlow((flow) => flow.id)
  const name = useFlow((flow) => flow.document?.name)
  const on = useFlow((flow) => flow.onVersion !== null)
  if (id === null || name === undefined) return null
  const comeBack = () => {
    if (location.hash === `#${FLOWS}`) navigate(`${FLOWS}/${id}`)
  }
  return (
    <DeleteFlow
      {...{ id, name, on }}
      onClose={() => showOverlay(null)}
      onDeleted={() => navigate(FLOWS)}
      onBack={comeBack}
    />
  )
}
