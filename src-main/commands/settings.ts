import type { Command } from 'commander'
import type { Client } from '#shared/contract'
import { AppError } from '#shared/error'
import { type CommandHost, printJson } from './command-io.ts'
import { table } from './table.ts'

type Settings = Awaited<ReturnType<Client['system']['settings']>>
type Name = keyof Settings
type Kind = {
  about: string
  /** it takes many values */
  list?: true
  /** the word for null: no setting of its own */
  none?: string
}

const KINDS: Readonly<Record<Name, Kind>> = {
  allowedAddresses: {
    about:
      'what flows may ask on the web, by words and numbers: any, public, named, addresses and ranges such as 10.0.0.0/8',
    list: true,
  },
  proxy: {
    about:
      'none, an address such as http://proxy.example.org:3128 (user and password belong into HTTPS_PROXY), or: environment',
    none: 'environment',
  },
  noProxy: { about: 'what is asked without the proxy: hosts, addresses, ranges', list: true },
  allowedFolders: { about: 'folders flows may use, or: everywhere', list: true, none: 'everywhere' },
  allowedEnv: { about: 'names flows may read as env.NAME; see also: blockloom env', list: true },
  publicHosts: {
    about: 'hosts under which others reach webhooks and links of questions, behind a proxy or a tunnel',
    list: true,
  },
  hooksPort: { about: 'a port for webhooks alone (from the next start), or: shared', none: 'shared' },
  hooksCert: { about: 'the file of the certificate for that port, or: plain', none: 'plain' },
  hooksKey: { about: 'the file of its key, or: plain', none: 'plain' },
  hooksBodyMb: { about: 'MB that the body of a call may have' },
  hooksFilesMb: { about: 'MB that all files of a call may have' },
  hooksWaitSeconds: { about: 'how long the answer of a call waits for its run' },
  hooksCalls: { about: 'calls of webhooks at once; more are told to come again' },
  hooksRuns: { about: 'runs of webhooks that have not ended; more calls are told to come again' },
  onRestart: { about: 'runs that were under way when Blockloom ended: resume, ask or drop' },
}
/** The word for an empty list: nothing at all must not be set by leaving something out. */
const NOTHING = 'nothing'

/** `blockloom settings …`: settings of this data folder. */
export function register(program: Command, host: CommandHost): void {
  const settings = program.command('settings').description('Settings of this data folder')
  registerList(settings, host)
  registerSet(settings, host)
}

function registerList(settings: Command, { io, connect }: CommandHost): void {
  settings
    .command('list')
    .description('All settings and what they are set to')
    .option('--json', 'one JSON document')
    .addHelpText('after', '\nExample:\n  blockloom settings list')
    .action(async ({ json }: { json?: boolean }) => {
      const all = await connect((client) => client.system.settings())
      if (json) return printJson(io, all)
      const rows = namesOf().map((name) => [name, shown(name, all[name]), KINDS[name].about])
      io.out(table(['setting', 'now', 'what it is'], rows))
    })
}

function registerSet(settings: Command, { io, connect }: CommandHost): void {
  settings
    .command('set')
    .description('Change a setting')
    .argument('<name>', namesOf().join(', '))
    .argument('<value...>', `several for a list; "${NOTHING}" for an empty one`)
    .option('--json', 'the setting as it is then')
    .addHelpText(
      'after',
      '\nExamples:\n  blockloom settings set proxy http://proxy.example.org:3128\n  blockloom settings set allowedAddresses public named 10.0.0.0/8',
    )
    .action(async (name: string, values: string[], { json }: { json?: boolean }) => {
      const known = knownName(name)
      const value = readValue(known, values)
      const all = await connect((client) =>
        client.system.changeSettings({ [known]: value }).catch((error) => {
          throw error instanceof AppError && error.code === 'api.wrong-input' ? notThat(known, values) : error
        }),
      )
      if (json) return printJson(io, all[known])
      io.err(`${known} is now: ${shown(known, all[known])}.\n`)
    })
}

const namesOf = (): Name[] => Object.keys(KINDS) as Name[]

function shown(name: Name, value: Settings[Name]): string {
  if (value === null) return KINDS[name].none ?? NOTHING
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  return value.length === 0 ? NOTHING : value.join(' ')
}

function knownName(name: string): Name {
  if (Object.hasOwn(KINDS, name)) return name as Name
  throw wrong(`There is no setting "${name}".`, `There are: ${namesOf().join(', ')}.`)
}

function readValue(name: Name, values: readonly string[]): string | string[] | null {
  const { list, none } = KINDS[name]
  const [only = ''] = values
  if (values.length === 1 && only === none) return null
  if (list) return values.length === 1 && only === NOTHING ? [] : [...values]
  if (values.length === 1) return only
  throw wrong(`${name} takes one value, but got ${values.length}.`, `It is ${KINDS[name].about}.`)
}

const notThat = (name: Name, values: readonly string[]): AppError =>
  wrong(`${name} cannot be: ${values.join(' ')}.`, `It is ${KINDS[name].about}.`)

const wrong = (message: string, fix: string): AppError =>
  new AppError({ code: 'cli.wrong-use', message, fix })
