import type { Command } from 'commander'
import { type CommandHost, printJson } from './command-io.ts'
import { readInput } from './run-arguments.ts'

/** `blockloom emit EVENT`: an outside event. */
export function register(program: Command, { io, connect }: CommandHost): void {
  program
    .command('emit')
    .description('Emit an event: the flows that wait for it start')
    .argument('<event>', 'its name')
    .option('--data <json>', 'what it carries: JSON, @file, or - for stdin')
    .option('--key <key>', 'the same key starts each flow once, however often it is sent')
    .option('--json', 'print { heard }')
    .addHelpText('after', `\nExample:\n  blockloom emit order-paid --data '{"order": 7}'`)
    .action(async (name: string, options: { data?: string; key?: string; json?: boolean }) => {
      const payload = await readInput(options.data, io, '--data')
      const { host, ...answer } = await connect(async (client) => ({
        ...(await client.events.emit({ name, payload, key: options.key })),
        host: (await client.system.info()).host,
      }))
      if (options.json) printJson(io, answer)
      else if (answer.heard.length === 0)
        io.err(
          `Nobody waits for "${name}"${host === 'command' ? ': neither the app nor `blockloom serve` runs' : ''}.\n`,
        )
      for (const { flowName, runId, outcome, why } of options.json ? [] : answer.heard)
        if (runId !== undefined) io.out(`${runId}  ${flowName}\n`)
        else io.err(`"${flowName}" ${outcome === 'refused' ? 'refused it' : 'started no run'}: ${why}\n`)
      if (answer.heard.some(({ outcome }) => outcome === 'refused')) process.exitCode = 1
    })
}
