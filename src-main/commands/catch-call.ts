import type { Command } from 'commander'
import type { Client } from '#shared/contract'
import { AppError } from '#shared/error'
import { type CommandHost, printJson } from './command-io.ts'
import { findFlow } from './find-flow.ts'

/** `blockloom triggers catch FLOW`: waits for the next call of a webhook and prints what arrives. */
export function registerCatch(triggers: Command, { io, connect }: CommandHost): void {
  triggers
    .command('catch')
    .description('Wait for the next call of a webhook, at most ten minutes, and print what arrives')
    .argument('<flow>', 'id or name of its flow, which may be off')
    .argument('[block]', 'id or name of the block; not needed where the flow has one webhook')
    .addHelpText('after', '\nExample:\n  blockloom triggers catch "New orders" > sample.json')
    .action(async (flow: string, block: string | undefined) => {
      const value = await connect(async (client) => {
        for await (const seen of await client.triggers.nextCall(await findWebhook(client, flow, block))) {
          if (seen.value !== undefined) return seen.value
          io.err(waitingWords(seen.address))
        }
        return undefined
      })
      if (value !== undefined) printJson(io, value)
    })
}

const waitingWords = (address: string | undefined): string =>
  address === undefined
    ? 'Nothing can call: start the app or `blockloom serve` first.\n'
    : `Waiting for a call to ${address}; it starts no run.\n`

/** @throws AppError `flow.not-found`, `trigger.no-webhook`, `trigger.ambiguous` */
async function findWebhook(client: Client, flowWord: string, blockWord: string | undefined) {
  const { id } = await findFlow(client, flowWord)
  const { name, document } = await client.flows.get({ id })
  const all = document.blocks.filter(({ type }) => type === 'start/webhook')
  const found = blockWord === undefined ? all : all.filter((one) => [one.id, one.name].includes(blockWord))
  const [first] = found
  if (first && found.length === 1) return { flow: id, block: first.id }
  throw new AppError({
    code: first ? 'trigger.ambiguous' : 'trigger.no-webhook',
    message: first ? `"${name}" has ${found.length} webhooks.` : `"${name}" has no such webhook.`,
    fix:
      all.length > 0
        ? `Name one of: ${all.map((one) => `${one.id} ("${one.name}")`).join(', ')}.`
        : 'Add the block "When a web call arrives" to it.',
  })
}
