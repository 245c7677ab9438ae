import type { Command } from 'commander'
import type { Client, Secret, SecretKeyReport } from '#shared/contract'
import { AppError } from '#shared/error'
import { type CommandHost, type CommandIo, printJson, printJsonLine } from './command-io.ts'
import { findFlow } from './find-flow.ts'
import { table, when } from './table.ts'

/** `blockloom secrets …`: values that blocks use and nobody sees. */
export function register(program: Command, host: CommandHost): void {
  const secrets = program
    .command('secrets')
    .description('Passwords and tokens that flows use and nobody sees')
  registerList(secrets, host)
  registerSet(secrets, host)
  registerDelete(secrets, host)
  registerGuard(secrets, host)
}

function registerList(secrets: Command, { io, connect }: CommandHost): void {
  secrets
    .command('list')
    .description('The secrets there are; never their values')
    .option('--json', 'one JSON line for each secret')
    .addHelpText('after', '\nExample:\n  blockloom secrets list')
    .action(async ({ json }: { json?: boolean }) => {
      const { items, key, names } = await connect(async (client) => {
        const { secrets: items, key } = await client.secrets.list()
        return { items, key, names: await flowNames(client, items) }
      })
      if (json) for (const secret of items) printJsonLine(io, secret)
      else if (items.length === 0) io.err('No secrets yet. Set one with: blockloom secrets set NAME\n')
      else
        io.out(
          table(
            ['name', 'set', 'last used', 'for'],
            items.map((one) => rowOf(one, names)),
          ),
        )
      sayTrouble(io, items, key)
    })
}

const rowOf = ({ name, setAt, lastUsedAt, flows, readable }: Secret, names: ReadonlyMap<string, string>) => [
  name,
  when(setAt),
  when(lastUsedAt),
  `${flows === null ? 'all flows' : flows.map((id) => names.get(id) ?? id).join(', ') || 'no flow'}${readable ? '' : '  (cannot be read, set it again)'}`,
]

/** Names of the flows that secrets are for; a flow that is gone is shown by its id. */
async function flowNames(client: Client, items: readonly Secret[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(items.flatMap(({ flows }) => flows ?? []))
  const found = await Promise.all(
    [...ids].map(
      async (id) =>
        [
          id,
          await client.flows.get({ id }).then(
            (flow) => flow.name,
            () => id,
          ),
        ] as const,
    ),
  )
  return new Map(found)
}

function sayTrouble(io: CommandIo, items: readonly Secret[], { problem, path }: SecretKeyReport): void {
  const lost = items.filter(({ readable }) => !readable).map(({ name }) => name)
  if (problem) io.err(`${problem.message} ${problem.fix ?? ''}\n`)
  else if (lost.length > 0)
    io.err(
      `The key in ${path} is not the one that these were set with: ${lost.join(', ')}. Put the right file back, or set them again.\n`,
    )
}

function registerSet(secrets: Command, { io, connect }: CommandHost): void {
  secrets
    .command('set')
    .description('Set a secret; its value comes from stdin, or is asked for and not shown')
    .argument('<name>', 'letters, digits and _: it is used as {{ secrets.NAME }}')
    .argument('[value...]', 'never here, where others can read it: by stdin')
    .usage('[options] <name>')
    .option('--flow <flow...>', 'only these flows (id or name) may use it')
    .option('--all-flows', 'every flow may use it, as with a new one')
    .option('--keep-value', 'change only who may use it')
    .option('--json', 'the secret, without its value')
    .addHelpText(
      'after',
      '\nExamples:\n  blockloom secrets set MAIL_PASSWORD\n  printf %s "$TOKEN" | blockloom secrets set TOKEN --flow "Daily report"',
    )
    .action(async (name: string, words: string[], options: SetOptions) => {
      if (words.length > 0) throw valueAsWord(name)
      if (options.flow && options.allFlows) throw bothGiven()
      const value = options.keepValue ? undefined : await readValue(io, name)
      const secret = await connect(async (client) => {
        const flows = await flowsGiven(client, options)
        return client.secrets.set({ name, value, flows })
      })
      if (options.json) return printJson(io, secret)
      io.err(`"${name}" is set. Use it as {{ secrets.${name} }}.\n`)
    })
}

type SetOptions = { flow?: string[]; allFlows?: boolean; keepValue?: boolean; json?: boolean }

async function flowsGiven(
  client: Client,
  { flow, allFlows }: SetOptions,
): Promise<string[] | null | undefined> {
  if (allFlows) return null
  return flow && Promise.all(flow.map(async (word) => (await findFlow(client, word)).id))
}

/** A line break at the end comes from `echo` or an editor: it is no part of the value. */
async function readValue(io: CommandIo, name: string): Promise<string> {
  const text = io.hidden ? await io.hidden(`Value of ${name} (not shown): `) : await io.stdin()
  if (text.includes('\uFFFD'))
    throw new AppError({
      code: 'secret.not-text',
      message: 'What came from stdin is not text in UTF-8.',
      fix: 'Encode it first, for example as base64.',
    })
  return text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '')
}

/** Not said again: it would stand in the terminal once more. */
const valueAsWord = (name: string): AppError =>
  new AppError({
    code: 'command.wrong-use',
    message:
      'The value of a secret is no word of the command line: everybody on this machine can read those.',
    fix: `Run: blockloom secrets set ${name.slice(0, 100)} (it asks for the value), and set a new value: this one was seen.`,
  })

const bothGiven = (): AppError =>
  new AppError({
    code: 'command.wrong-use',
    message: '--flow and --all-flows say different things.',
    fix: 'Give one of them.',
  })

function registerDelete(secrets: Command, { io, connect }: CommandHost): void {
  secrets
    .command('delete')
    .description('Delete a secret')
    .argument('<name>', 'its name, from: blockloom secrets list')
    .option('--json', 'the secret, and the flows that name it')
    .addHelpText('after', '\nExample:\n  blockloom secrets delete OLD_TOKEN')
    .action(async (name: string, { json }: { json?: boolean }) => {
      const { secret, usedBy } = await connect(async (client) => {
        const usedBy = (await client.secrets.uses())[name] ?? []
        return { secret: await client.secrets.delete({ name }), usedBy }
      })
      if (json) return printJson(io, { ...secret, usedBy })
      const missing = usedBy.map((flow) => `"${flow.name}"`).join(', ')
      io.err(`"${name}" is deleted.${missing ? ` These flows still name it: ${missing}.` : ''}\n`)
    })
}

function registerGuard(secrets: Command, { io, connect }: CommandHost): void {
  secrets
    .command('guard')
    .description('Who guards the key of the secrets: the keychain of this computer, or its file alone')
    .argument('<with>', 'keychain or file')
    .option('--json', 'where the key is')
    .addHelpText('after', '\nExample:\n  blockloom secrets guard file')
    .action(async (word: string, { json }: { json?: boolean }) => {
      if (word !== 'keychain' && word !== 'file') throw noSuchGuard(word)
      const key = await connect((client) => client.secrets.guard({ with: word }))
      if (json) return printJson(io, key)
      io.err(
        key.guard === 'keychain'
          ? 'The keychain guards the key now: only the app opens it.\n'
          : `The key lies in ${key.path}, which only you can read.\n`,
      )
    })
}

const noSuchGuard = (word: string): AppError =>
  new AppError({
    code: 'command.wrong-use',
    message: `"${word}" guards no key.`,
    fix: 'Write keychain or file.',
  })
