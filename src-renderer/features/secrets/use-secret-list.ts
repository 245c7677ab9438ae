import { useCallback } from 'react'
import type { Secret, SecretKeyReport } from '#shared/contract'
import { client } from '../../link/client.ts'
import { useSecrets } from '../../model/secrets-store.ts'
import { type Loaded, useLoad } from '../../ui/use-load.ts'

type FlowName = { id: string; name: string }
export type SecretList = {
  secrets: readonly Secret[]
  key: SecretKeyReport
  /** flows that name a secret, by its name */
  uses: Readonly<Record<string, readonly FlowName[]>>
  /** all flows there are, to say and choose who may use a secret */
  flows: readonly FlowName[]
}

/** Many more are no help in a list of check boxes. */
const MOST_FLOWS = 500

/** Secrets with who uses them; asked for again whenever one was changed here. */
export function useSecretList(): Loaded<SecretList> {
  const changes = useSecrets((state) => state.changes)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is what asks again
  return useLoad(useCallback(() => loadSecrets(), [changes]))
}

async function loadSecrets(): Promise<SecretList> {
  const [{ secrets, key }, uses, { items }] = await Promise.all([
    client.secrets.list(),
    client.secrets.uses(),
    client.flows.list({ limit: MOST_FLOWS }),
  ])
  return { secrets, key, uses, flows: items.map(({ id, name }) => ({ id, name })) }
}
