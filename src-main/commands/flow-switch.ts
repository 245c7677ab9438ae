import type { Command } from 'commander'
import type { CommandHost } from './command-io.ts'
import { failedTriggers } from './failed-triggers.ts'
import { findFlow } from './find-flow.ts'

/** `blockloom flows on|off`. */
export function register(flows: Command, { io, connect }: CommandHost): void {
  flows
    .command('on')
    .description('Switch a flow on: its triggers start runs of it as it is now')
    .argument('<flow>', 'its id or name')
    .addHelpText('after', '\nExample:\n  blockloom flows on "Nightly backup"')
    .action(async (word: string) => {
      const { name, host, failed } = await connect(async (client) => {
        const { id, name } = await client.flows.on({ id: (await findFlow(client, word)).id })
        const { host } = await client.system.info()
        return { name, host, failed: await failedTriggers(client, id) }
      })
      io.err(
        `"${name}" is on.${host === 'command' ? ' It starts runs while the app or `blockloom serve` runs.' : ''}\n${failed}`,
      )
    })
  flows
    .command('off')
    .description('Switch a flow off; runs under way go on')
    .argument('<flow>', 'its id or name')
    .addHelpText('after', '\nExample:\n  blockloom flows off "Nightly backup"')
    .action(async (word: string) => {
      const { name } = await connect(async (client) =>
        client.flows.off({ id: (await findFlow(client, word)).id }),
      )
      io.err(`"${name}" is off.\n`)
    })
}
