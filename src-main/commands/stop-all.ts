import type { Command } from 'commander'
import type { CommandHost } from './command-io.ts'

/** `blockloom stop-all` and `blockloom resume-all`: the kill switch. */
export function register(program: Command, { io, connect }: CommandHost): void {
  program
    .command('stop-all')
    .description('Stop every run now and let none start, over restarts too')
    .addHelpText('after', '\nExample:\n  blockloom stop-all')
    .action(async () => {
      const { cancelled } = await connect((client) => client.runs.stopAll())
      io.err(
        `${cancelled} ${cancelled === 1 ? 'run' : 'runs'} stopped. None starts until: blockloom resume-all\n`,
      )
    })
  program
    .command('resume-all')
    .description('Let runs start again; what was stopped stays stopped')
    .addHelpText('after', '\nExample:\n  blockloom resume-all')
    .action(async () => {
      await connect((client) => client.runs.resumeAll())
      io.err('Runs may start again.\n')
    })
}
