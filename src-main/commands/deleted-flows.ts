import type { Command } from 'commander'
import type { Client, DeletedFlow } from '#shared/contract'
import { AppError } from '#shared/error'
import { DELETED_KEPT_DAYS } from '#shared/flow'
import { type CommandHost, type CommandIo, printJson, printJsonLine } from './command-io.ts'
import { deletedAs, findFlow } from './find-flow.ts'
import { table, when } from './table.ts'

/** `blockloom flows delete|undelete`. */
export function register(flows: Command, host: CommandHost): void {
  registerDelete(flows, host)
  registerUndelete(flows, host)
}

/** What `blockloom flows list --deleted` prints. */
export function printDeleted(io: CommandIo, items: readonly DeletedFlow[], json: boolean): void {
  if (json) for (const flow of items) printJsonLine(io, flow)
  else if (items.length === 0) io.err(`No deleted flows. One stays for ${DELETED_KEPT_DAYS} days.\n`)
  else
    io.out(
      table(
        ['id', 'deleted', 'goes for good', 'name'],
        items.map((flow) => [flow.id, when(flow.deletedAt), when(flow.goneAt), flow.name]),
      ),
    )
}

function registerDelete(flows: Command, { io, connect }: CommandHost): void {
  flows
    .command('delete')
    .description(
      `Delete a flow; for ${DELETED_KEPT_DAYS} days it can be brought back. Runs that are under way end by their own version, history stays`,
    )
    .argument('<flow>', 'its id or name; with --for-good also of a deleted one')
    .option('--for-good', 'it cannot be brought back')
    .addHelpText(
      'after',
      '\nExample:\n  blockloom flows delete flw_01JD\n  blockloom flows delete flw_01JD --for-good',
    )
    .action(async (word: string, { forGood }: { forGood?: boolean }) => {
      const { id, name } = await connect(async (client) => {
        const gone = forGood ? await oneDeleted(client, word) : undefined
        const found = gone ?? (await findFlow(client, word))
        if (!gone) await client.flows.delete({ id: found.id })
        if (forGood) await client.deletedFlows.erase({ id: found.id })
        return found
      })
      const way = `Bring it back within ${DELETED_KEPT_DAYS} days with: blockloom flows undelete ${id}\n`
      io.err(`"${name}" (${id}) is deleted${forGood ? ' for good' : ''}. Its runs stay in the history.\n`)
      if (!forGood) io.err(way)
    })
}

function registerUndelete(flows: Command, { io, connect }: CommandHost): void {
  flows
    .command('undelete')
    .description('Bring a deleted flow back, with its versions and all it remembers; it is off')
    .argument('<flow>', 'its id or name')
    .option('--json', 'the flow as it is then')
    .addHelpText(
      'after',
      '\nExample:\n  blockloom flows list --deleted\n  blockloom flows undelete "Sort a folder"',
    )
    .action(async (word: string, { json }: { json?: boolean }) => {
      const back = await connect(async (client) => {
        const found = (await oneDeleted(client, word)) ?? (await findFlow(client, word))
        return client.deletedFlows.bringBack({ id: found.id })
      })
      if (json) return printJson(io, back)
      const { flow, wasOn, taken } = back
      const on = wasOn ? ` It was on; switch it on with: blockloom flows on ${flow.id}` : ''
      const meanwhile = taken.map(({ message, fix }) => `Meanwhile: ${message} ${fix}\n`)
      io.err(`"${flow.name}" (${flow.id}) is back.${on}\n${meanwhile.join('')}`)
    })
}

/** The deleted flow that a person means. @throws AppError `flow.ambiguous` when several have that name */
async function oneDeleted(client: Client, word: string): Promise<DeletedFlow | undefined> {
  const found = await deletedAs(client, word)
  if (found.length <= 1) return found[0]
  throw new AppError({
    code: 'flow.ambiguous',
    message: `${found.length} deleted flows are called "${word}".`,
    fix: `Use an id instead: ${found.map(({ id }) => id).join(', ')}`,
  })
}
