import { client } from '../link/client.ts'
import { environment } from './environment.ts'

/** Another name for a flow that need not be open; a window that has it open hears of it. */
export async function renameFlow(id: string, name: string): Promise<void> {
  const { revision } = await client.flows.get({ id })
  const edits = [{ do: 'set-flow' as const, set: { name } }]
  await client.flows.edit({ id, base: revision, edits, client: `${environment().clientId} lists` })
}
