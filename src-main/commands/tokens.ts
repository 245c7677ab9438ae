import type { Command } from 'commander'
import { AppError } from '#shared/error'
import { type CommandHost, printJson, printJsonLine } from './command-io.ts'
import { table, when } from './table.ts'

/** `blockloom tokens …`: how programs sign in at the API. */
export function register(program: Command, host: CommandHost): void {
  const tokens = program.command('tokens').description('Let programs in, and out again')
  registerCreate(tokens, host)
  registerList(tokens, host)
  registerRevoke(tokens, host)
}

function registerCreate(tokens: Command, { io, connect }: CommandHost): void {
  tokens
    .command('create')
    .description('Make a token for a program; it is shown this once')
    .argument('<name>', 'what it is for')
    .option('--days <count>', 'how long it is good; without this until it is revoked')
    .option('--json', 'the token with its text')
    .addHelpText('after', '\nExample:\n  blockloom tokens create "home server" --days 90')
    .action(async (name: string, options: { days?: string; json?: boolean }) => {
      const expiresInDays = readDays(options.days)
      const token = await connect((client) => client.tokens.create({ name, expiresInDays }))
      if (options.json) return printJson(io, token)
      io.out(`${token.text}\n`)
      io.err('Keep it now: it is not shown again. Send it as: Authorization: Bearer TOKEN\n')
    })
}

function readDays(word: string | undefined): number | undefined {
  if (word === undefined) return undefined
  const days = Number(word)
  if (Number.isFinite(days) && days > 0) return days
  throw new AppError({
    code: 'command.wrong-use',
    message: `--days ${word} is not a number of days.`,
    fix: 'Give a number above 0.',
  })
}

function registerList(tokens: Command, { io, connect }: CommandHost): void {
  tokens
    .command('list')
    .description('The tokens there are; never their texts')
    .option('--json', 'one JSON line for each token')
    .addHelpText('after', '\nExample:\n  blockloom tokens list')
    .action(async ({ json }: { json?: boolean }) => {
      const items = await connect((client) => client.tokens.list())
      if (json) for (const token of items) printJsonLine(io, token)
      else if (items.length === 0) io.err('No tokens yet. Make one with: blockloom tokens create NAME\n')
      else
        io.out(
          table(
            ['id', 'made', 'good until', 'last used', 'name'],
            items.map((t) => [t.id, when(t.createdAt), when(t.expiresAt), when(t.lastUsedAt), t.name]),
          ),
        )
    })
}

function registerRevoke(tokens: Command, { io, connect }: CommandHost): void {
  tokens
    .command('revoke')
    .description('Make a token useless, at once')
    .argument('<id>', 'its id, from: blockloom tokens list')
    .addHelpText('after', '\nExample:\n  blockloom tokens revoke tok_01JD')
    .action(async (id: string) => {
      const token = await connect((client) => client.tokens.revoke({ id }))
      io.err(`"${token.name}" is revoked.\n`)
    })
}
