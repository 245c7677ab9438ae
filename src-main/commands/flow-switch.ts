import type { Command } from 'commander'
import type { CommandHost } from './command-io.ts'
import { findFlow } from './find-flow.ts'

/** `blockloom flows on|off`. */
export function register(flows: Command, { io, connect }: CommandHost): void {
  flows
    .command('on')
    .description('Switch a flow on: its triggers start runs of it as it is now')
    .argument('<flow>', 'its id or name')
    .addHelpText('after', '\nExample:\n  blockloom flows on "Nightly backup"')
    .action(async (word: string) => {
      const { name, host } = await connect(async (client) => ({
        ...(await client.flows.on({ id: (await findFlow(client, word)).id })),
        ...(await client.system.info()),
      }))
      io.err(
        `"${name}" is on.${host === 'command' ? ' It starts runs while the app or `blockloom serve` runs.' : ''}\n`,
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
