import type { Client } from '#shared/contract'

/** A line for each trigger of a flow that does not work as things stand: the flow is on all the same, and it is tried again. */
export async function failedTriggers(client: Client, flow: string): Promise<string> {
  const triggers = await client.triggers.list({ flow })
  return triggers
    .filter(({ state, error }) => state === 'failed' && error !== null)
    .map(({ blockName, error }) =>
      `- "${blockName}" does not work: ${error?.message} ${error?.fix ?? ''}`.trim(),
    )
    .map((line) => `${line}\n`)
    .join('')
}
