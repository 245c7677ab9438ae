import { navigate } from 'wouter/use-hash-location'
import { DeleteFlow } from '../features/flows/delete-flow.tsx'
import { useFlow } from '../model/flow-store.ts'
import { showOverlay } from './command-overlay.ts'

/** Asks before the open flow goes, and then leaves for the list of flows. */
export function DeleteOpenFlow() {
  const id = useFlow((flow) => flow.id)
  const name = useFlow((flow) => flow.document?.name)
  if (id === null || name === undefined) return null
  return (
    <DeleteFlow {...{ id, name }} onClose={() => showOverlay(null)} onDeleted={() => navigate('/flows')} />
  )
}
