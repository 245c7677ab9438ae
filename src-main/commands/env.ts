import type { Command } from 'commander'
import { type CommandHost, printJson, printJsonLine } from './command-io.ts'
import { table } from './table.ts'

/** `blockloom env …`: which names of the environment expressions may read. */
export function register(program: Command, host: CommandHost): void {
  const env = program.command('env').description('Names of the environment that flows may read as env.NAME')
  registerList(env, host)
  registerChange(env, host, {
    word: 'allow',
    description: 'Let flows read these names',
    example: 'blockloom env allow HOME LANG',
    change: (before, names) => [...before, ...names],
  })
  registerChange(env, host, {
    word: 'forbid',
    description: 'Do not let flows read these names any more',
    example: 'blockloom env forbid LANG',
    change: (before, names) => before.filter((name) => !names.includes(name)),
  })
}

function registerList(env: Command, { io, connect }: CommandHost): void {
  env
    .command('list')
    .description('The names that are allowed; never their values')
    .option('--json', 'one JSON line for each name')
    .addHelpText('after', '\nExample:\n  blockloom env list')
    .action(async ({ json }: { json?: boolean }) => {
      const items = await connect((client) => client.env.list())
      if (json) for (const one of items) printJsonLine(io, one)
      else if (items.length === 0)
        io.err('No names are allowed yet. Allow one with: blockloom env allow NAME\n')
      else
        io.out(
          table(
            ['name', 'here'],
            items.map(({ name, isSet }) => [name, isSet ? 'set' : 'not set']),
          ),
        )
    })
}

type Change = {
  word: string
  description: string
  example: string
  change(before: readonly string[], names: readonly string[]): string[]
}

function registerChange(
  env: Command,
  { io, connect }: CommandHost,
  { word, description, example, change }: Change,
) {
  env
    .command(word)
    .description(description)
    .argument('<name...>', 'as the environment has it')
    .option('--json', 'all names that are allowed then')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action(async (names: string[], { json }: { json?: boolean }) => {
      const { allowedEnv } = await connect(async (client) => {
        const before = await client.system.settings()
        return client.system.changeSettings({ allowedEnv: change(before.allowedEnv, names) })
      })
      if (json) return printJson(io, allowedEnv)
      io.err(`Flows may read: ${allowedEnv.join(', ') || 'no name of the environment'}.\n`)
    })
}
