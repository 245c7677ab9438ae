import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type CommandHost, printJson } from './command-io.ts'

/** `blockloom backup` and `blockloom restore`. */
export function register(program: Command, host: CommandHost): void {
  registerBackup(program, host)
  registerRestore(program, host)
}

function registerBackup(program: Command, { io, connect }: CommandHost): void {
  program
    .command('backup')
    .description('Copy all flows, runs and settings into one file, while everything goes on')
    .argument('<file>', 'the backup that is made')
    .option('--force', 'write over a file that is there')
    .option('--json', 'print { name, path, at, bytes }')
    .addHelpText(
      'after',
      '\nThe key of the secrets is not in a backup: keep the file "key" of the data folder elsewhere.\n\nExample:\n  blockloom backup ~/Documents/blockloom.db',
    )
    .action(async (file: string, { force, json }: { force?: boolean; json?: boolean }) => {
      const made = await connect((client) =>
        client.backups.make({ to: resolve(file), replace: force ?? false }),
      )
      if (json) printJson(io, made)
      else
        io.out(
          `${made.path} (${sayBytes(made.bytes)}) holds all flows, runs and settings. Secrets need the file "key" too.\n`,
        )
    })
}

function registerRestore(program: Command, { io, dataFolder }: CommandHost): void {
  program
    .command('restore')
    .description('Put a backup in the place of all flows, runs and settings; what was there is kept')
    .argument('<file>', 'a backup')
    .option('--json', 'print { before, flows, runs, underWay }')
    .addHelpText(
      'after',
      '\nTriggers are paused afterwards, and runs that were under way in the backup are cancelled.\n\nExample:\n  blockloom restore ~/Documents/blockloom.db',
    )
    .action(async (file: string, { json }: { json?: boolean }) => {
      // what opens databases is loaded when it is needed
      const { restoreBackup } = await import('../compose.ts')
      const done = restoreBackup(dataFolder, file)
      if (json) return printJson(io, done)
      io.out(`The backup is in place: flows: ${done.flows}, runs: ${done.runs}.\n`)
      if (done.before !== null) io.err(`What was there before is kept: ${done.before}\n`)
      if (done.underWay > 0)
        io.err(
          `Runs that were under way when it was made (${done.underWay}) are cancelled: retry those you need.\n`,
        )
      io.err('Triggers are paused. When all is as it should be: blockloom triggers go-on\n')
    })
}

const sayBytes = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
