import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { AppError, sayProblem } from '#shared/error'
import { type CommandHost, printJson, printJsonLine } from './command-io.ts'
import { printDeleted, register as registerDeleted } from './deleted-flows.ts'
import { failedTriggers } from './failed-triggers.ts'
import { findFlow } from './find-flow.ts'
import { register as registerSwitch } from './flow-switch.ts'
import { register as registerVersions } from './flow-versions.ts'
import { readFlowFile, readNamedText } from './read-flow-file.ts'
import { table, when } from './table.ts'
import { register as registerValidate } from './validate.ts'

/** `blockloom flows …`: the kept flows. */
export function register(program: Command, host: CommandHost): void {
  const flows = program.command('flows').description('Keep, look at and check flows')
  registerList(flows, host)
  registerShow(flows, host)
  registerValidate(flows, host)
  registerImport(flows, host)
  registerExport(flows, host)
  registerSwitch(flows, host)
  registerVersions(flows, host)
  registerDeleted(flows, host)
}

function registerList(flows: Command, { io, connect }: CommandHost): void {
  flows
    .command('list')
    .description('The kept flows, newest change first')
    .option('--deleted', 'those that were deleted and can be brought back, the last deleted one first')
    .option('--json', 'one JSON line for each flow')
    .addHelpText('after', '\nExample:\n  blockloom flows list')
    .action(async ({ json, deleted }: { json?: boolean; deleted?: boolean }) => {
      if (deleted)
        return printDeleted(
          io,
          await connect(async (client) => (await client.deletedFlows.list({ limit: 500 })).items),
          json === true,
        )
      const items = await connect(async (client) => (await client.flows.list({ limit: 500 })).items)
      if (json) for (const flow of items) printJsonLine(io, flow)
      else if (items.length === 0) io.err('No flows yet. Keep one with: blockloom flows import FILE\n')
      else
        io.out(
          table(
            ['id', 'on', 'version', 'blocks', 'changed', 'name'],
            items.map((f) => [
              ...[f.id, f.onSince === null ? '-' : 'on', String(f.version), String(f.blocks)],
              ...[when(f.changedAt), f.name],
            ]),
          ),
        )
    })
}

function registerShow(flows: Command, { io, connect }: CommandHost): void {
  flows
    .command('show')
    .description('One flow: what it is made of and what is wrong with it')
    .argument('<flow>', 'its id or name')
    .option('--json', 'the flow with its document and problems')
    .addHelpText('after', '\nExample:\n  blockloom flows show "Sort a folder"')
    .action(async (word: string, { json }: { json?: boolean }) => {
      const flow = await connect(async (client) =>
        client.flows.get({ id: (await findFlow(client, word)).id }),
      )
      if (json) return printJson(io, flow)
      io.out(`${flow.name}\n${flow.id}, version ${flow.version}, changed ${when(flow.changedAt)}\n`)
      if (flow.description) io.out(`${flow.description}\n`)
      io.out(
        `\n${table(
          ['block', 'type', 'name'],
          flow.document.blocks.map((b) => [b.id, b.type, b.name]),
        )}`,
      )
      for (const problem of flow.problemList)
        io.out(`${problem.severity}: ${sayProblem(problem, flow.document.blocks)} ${problem.fix}\n`)
    })
}

type ImportOptions = { replace?: boolean; copy?: boolean; on?: boolean; json?: boolean }

function registerImport(flows: Command, { io, connect }: CommandHost): void {
  flows
    .command('import')
    .description('Keep a flow file')
    .argument('<file>', 'a .flow.json file')
    .option('--replace', 'when a flow of this id is kept already: make this its new version')
    .option('--copy', 'when a flow of this id is kept already: keep this as another flow')
    .option('--on', 'switch it on at once')
    .option('--json', 'the kept flow')
    .addHelpText('after', '\nExample:\n  blockloom flows import sort.flow.json')
    .action(async (file: string, options: ImportOptions) => {
      if (options.replace && options.copy)
        throw new AppError({
          code: 'command.wrong-use',
          message: '--replace and --copy do not go together.',
          fix: 'Give one of them.',
        })
      await readFlowFile(file, io.cwd)
      const text = await readNamedText(file, io.cwd)
      const ifExists = options.replace ? 'replace' : options.copy ? 'copy' : 'ask'
      const { flow, failed } = await connect(async (client) => {
        const flow = await client.flows.import({ text, ifExists, on: options.on })
        return { flow, failed: options.on ? await failedTriggers(client, flow.id) : '' }
      })
      if (options.json) return printJson(io, flow)
      io.out(`${flow.id}\n`)
      const problems =
        flow.problems > 0
          ? ` It has ${flow.problems === 1 ? 'a problem' : `${flow.problems} problems`}: blockloom flows show ${flow.id}`
          : ''
      const on = options.on ? ' It is on.' : ''
      io.err(`"${flow.name}" is kept as version ${flow.version}.${on}${problems}\n${failed}`)
    })
}

function registerExport(flows: Command, { io, connect }: CommandHost): void {
  flows
    .command('export')
    .description('The flow as a file, to share or to put under version control')
    .argument('<flow>', 'its id or name')
    .option('--out <file>', 'write it there instead of to stdout; an existing file stays as it is')
    .addHelpText('after', '\nExample:\n  blockloom flows export "Sort a folder" --out sort.flow.json')
    .action(async (word: string, { out }: { out?: string }) => {
      const { text } = await connect(async (client) =>
        client.flows.export({ id: (await findFlow(client, word)).id }),
      )
      if (out === undefined) return io.out(text)
      await writeFile(resolve(io.cwd, out), text, { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
        throw new AppError({
          code: 'file.cannot-write',
          message:
            cause.code === 'EEXIST'
              ? `${out} is there already.`
              : `${out} could not be written: ${cause.message}.`,
          fix: 'Choose another name with --out.',
          cause,
        })
      })
      io.err(`Written to ${out}.\n`)
    })
}
