import type { Client } from '#shared/contract'

/**
 * A line for each trigger of a flow that does not work as things stand, or of which something should be known: the flow
 * is on all the same, and it is tried again.
 */
export async function failedTriggers(client: Client, flow: string): Promise<string> {
  const triggers = await client.triggers.list({ flow })
  return triggers
    .flatMap(({ blockName, state, error, warning }) => {
      if (state === 'failed' && error)
        return [`"${blockName}" does not work: ${error.message} ${error.fix ?? ''}`.trim()]
      return warning === undefined ? [] : [warning]
    })
    .map((line) => `- ${line}\n`)
    .join('')
}
