import type { Client, FlowSummary } from '#shared/contract'
import { AppError } from '#shared/error'

/**
 * The flow that a person means by an id or a name.
 * @throws AppError `flow.not-found`, or `flow.ambiguous` when several have that name
 */
export async function findFlow(client: Client, word: string): Promise<FlowSummary> {
  const named: FlowSummary[] = []
  let after: string | undefined
  do {
    const page = await client.flows.list({ limit: 500, after })
    for (const flow of page.items) {
      if (flow.id === word) return flow
      if (flow.name === word) named.push(flow)
    }
    after = page.next ?? undefined
  } while (after !== undefined)
  if (named.length === 1) return named[0] as FlowSummary
  if (named.length > 1)
    throw new AppError({
      code: 'flow.ambiguous',
      message: `${named.length} flows are called "${word}".`,
      fix: `Use an id instead: ${named.map((flow) => flow.id).join(', ')}`,
    })
  throw new AppError({
    code: 'flow.not-found',
    message: `There is no flow with the id or name "${word}".`,
    fix: 'See what there is with: blockloom flows list',
  })
}
