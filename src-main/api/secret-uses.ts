import { type BlockCatalog, secretNamesOf } from '#shared/block'
import type { FlowDocument } from '#shared/flow'
import type { Services } from './services.ts'

type Uses = Record<string, { id: string; name: string }[]>

/** Which flows name which secrets, by what is drawn and by what their triggers run. */
export function makeSecretUses({ store, catalog }: Pick<Services, 'store' | 'catalog'>): () => Promise<Uses> {
  return async () => {
    const uses = new Map<string, Map<string, string>>()
    for (const { id, name, documents } of await store.flows.holding('secret'))
      for (const secret of documents.flatMap((document) => [...secretsOf(document, catalog)]))
        uses.set(secret, (uses.get(secret) ?? new Map()).set(id, name))
    return Object.fromEntries(
      [...uses].map(([secret, flows]) => [secret, [...flows].map(([id, name]) => ({ id, name }))]),
    )
  }
}

/** All secrets that a flow names, disabled blocks too: they may be switched on again. */
export function secretsOf({ blocks }: FlowDocument, catalog: BlockCatalog): ReadonlySet<string> {
  const names = blocks.flatMap(({ type, config }) => {
    const declaration = catalog.get(type)
    return declaration ? [...secretNamesOf(declaration.fields, config)] : []
  })
  return new Set(names)
}
