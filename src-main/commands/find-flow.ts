import type { Client, DeletedFlow, FlowSummary } from '#shared/contract'
import { AppError } from '#shared/error'

/**
 * The flow that a person means by an id or a name.
 * @throws AppError `flow.not-found`, or `flow.ambiguous` when several have that name
 */
export async function findFlow(client: Client, word: string): Promise<FlowSummary> {
  const named = await known(client.flows.list, word)
  if (named.length === 1) return named[0] as FlowSummary
  if (named.length > 1)
    throw new AppError({
      code: 'flow.ambiguous',
      message: `${named.length} flows are called "${word}".`,
      fix: `Use an id instead: ${named.map((flow) => flow.id).join(', ')}`,
    })
  const [deleted] = await deletedAs(client, word)
  throw new AppError({
    code: 'flow.not-found',
    message: deleted
      ? `The flow "${deleted.name}" was deleted.`
      : `There is no flow with the id or name "${word}".`,
    fix: deleted
      ? `Bring it back with: blockloom flows undelete ${deleted.id}`
      : 'See what there is with: blockloom flows list',
  })
}

/** The deleted flows that a person may mean by an id or a name, the last deleted one first. */
export const deletedAs = (client: Client, word: string): Promise<DeletedFlow[]> =>
  known(client.deletedFlows.list, word)

type Ask<T> = (page: { limit: number; after?: string }) => Promise<{ items: T[]; next: string | null }>

/** The one of this id, else all of this name. */
async function known<T extends { id: string; name: string }>(ask: Ask<T>, word: string): Promise<T[]> {
  const named: T[] = []
  let after: string | undefined
  do {
    const page = await ask({ limit: 500, after })
    for (const one of page.items) {
      if (one.id === word) return [one]
      if (one.name === word) named.push(one)
    }
    after = page.next ?? undefined
  } while (after !== undefined)
  return named
}
