import type { Command } from 'commander'
import { AppError } from '#shared/error'
import { type FieldChange, type FlowComparison, isSameFlow, type Json, type Link } from '#shared/flow'
import { type CommandHost, printJson, printJsonLine } from './command-io.ts'
import { findFlow } from './find-flow.ts'
import { table, when } from './table.ts'

/** `blockloom flows versions|compare|restore`. */
export function register(flows: Command, host: CommandHost): void {
  registerVersions(flows, host)
  registerCompare(flows, host)
  registerRestore(flows, host)
}

function registerVersions(flows: Command, { io, connect }: CommandHost): void {
  flows
    .command('versions')
    .description('The versions of a flow, newest first')
    .argument('<flow>', 'its id or name')
    .option('--json', 'one JSON line for each version')
    .addHelpText('after', '\nExample:\n  blockloom flows versions "Sort a folder"')
    .action(async (word: string, { json }: { json?: boolean }) => {
      const items = await connect(async (client) => {
        const { id } = await findFlow(client, word)
        return (await client.flows.versions({ id, limit: 500 })).items
      })
      if (json) for (const version of items) printJsonLine(io, version)
      else if (items.length === 0) io.err('No versions yet: a run, an import or saving makes one.\n')
      else
        io.out(
          table(
            ['version', 'made', 'id'],
            items.map((one) => [String(one.version), when(one.createdAt), one.versionId]),
          ),
        )
    })
}

function registerCompare(flows: Command, { io, connect }: CommandHost): void {
  flows
    .command('compare')
    .description('What changed between two versions of a flow, by block and field')
    .argument('<flow>', 'its id or name')
    .argument('<from>', 'the number of the older version')
    .argument('[to]', 'the number of the newer one; without it the draft as it stands')
    .option('--json', 'everything that differs')
    .addHelpText('after', '\nExample:\n  blockloom flows compare "Sort a folder" 1 2')
    .action(async (word: string, from: string, to: string | undefined, { json }: { json?: boolean }) => {
      const numbers = { from: versionOf(from), to: to === undefined ? undefined : versionOf(to) }
      const found = await connect(async (client) => {
        const { id } = await findFlow(client, word)
        return client.flows.compare({ id, ...numbers })
      })
      if (json) return printJson(io, found)
      if (isSameFlow(found)) io.err('There is no difference.\n')
      else io.out(`${lines(found).join('\n')}\n`)
    })
}

function registerRestore(flows: Command, { io, connect }: CommandHost): void {
  flows
    .command('restore')
    .description('Make an older version the newest one; what is in the draft is kept as a version before')
    .argument('<flow>', 'its id or name')
    .argument('<version>', 'its number')
    .option('--json', 'the flow as it is then')
    .addHelpText('after', '\nExample:\n  blockloom flows restore "Sort a folder" 3')
    .action(async (word: string, version: string, { json }: { json?: boolean }) => {
      const number = versionOf(version)
      const flow = await connect(async (client) => {
        const { id } = await findFlow(client, word)
        return client.flows.restore({ id, version: number })
      })
      if (json) return printJson(io, flow)
      io.err(`"${flow.name}" is as it was in version ${number}; that is version ${flow.version} now.\n`)
    })
}

function versionOf(word: string): number {
  if (/^[1-9]\d{0,14}$/.test(word)) return Number(word)
  throw new AppError({
    code: 'command.wrong-use',
    message: `"${word}" is not the number of a version.`,
    fix: 'See the versions with: blockloom flows versions FLOW',
  })
}

function lines(found: FlowComparison): string[] {
  return [
    ...found.flow.map((change) => `~ the flow: ${sayChange(change)}`),
    ...found.added.map(({ id, name, type }) => `+ ${name} (${id}, ${type})`),
    ...found.removed.map(({ id, name, type }) => `- ${name} (${id}, ${type})`),
    ...found.changed.flatMap(({ id, name, fields }) =>
      fields.map((change) => `~ ${name} (${id}): ${sayChange(change)}`),
    ),
    ...found.links.added.map((link) => `+ link ${sayLink(link)}`),
    ...found.links.removed.map((link) => `- link ${sayLink(link)}`),
    ...(found.moved.length > 0 ? [`  moved: ${found.moved.join(', ')}`] : []),
  ]
}

const sayChange = ({ path, before, after }: FieldChange): string =>
  `${path.join('.')}: ${sayValue(before)} -> ${sayValue(after)}`

/** at most this much of a value on a line */
const LONGEST = 100

function sayValue(value: Json | undefined): string {
  const text = value === undefined ? '(nothing)' : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text
}

const sayLink = ({ from, out, to }: Link): string => `${from} ${out} -> ${to}`
