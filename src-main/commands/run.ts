import type { Command } from 'commander'
import type { Client } from '#shared/contract'
import { AppError } from '#shared/error'
import type { FlowDocument } from '#shared/flow'
import type { RunSummary } from '#shared/run'
import type { CommandHost, CommandIo } from './command-io.ts'
import { findFlow } from './find-flow.ts'
import { followToEnd } from './follow-run.ts'
import { readBreaks } from './read-breaks.ts'
import { isThere, looksLikeFile, readFlowFile } from './read-flow-file.ts'
import { readInput, readVariables } from './run-arguments.ts'
import { fromNeedsFlow, runFrom } from './run-from.ts'

type Options = {
  input?: string
  var: string[]
  break: string[]
  from?: string
  ephemeral?: boolean
  follow?: boolean
  json?: boolean
}

/** `blockloom run FILE|FLOW`: to the end, then the output on stdout. */
export function register(program: Command, host: CommandHost): void {
  program
    .command('run')
    .description('Run a flow to its end and print what it gives back')
    .argument('<flow>', 'a flow file, or the id or name of a kept flow')
    .option('--input <json>', 'what the run starts with: JSON, @file, or - for stdin')
    .option('--var <name=value>', 'a value for one of its variables; may be given several times', collect, [])
    .option(
      '--break <block[:condition]>',
      'stop before this block (id or name) and read from the terminal what to do; may be given several times',
      collect,
      [],
    )
    .option('--from <block>', 'go on from this block (id or name) as the newest run that came through it did')
    .option('--ephemeral', 'keep nothing: no history, no data folder')
    .option('--follow', 'one JSON line for each step as it ends')
    .option('--json', 'print { runId, status, output, error, steps, durationMs }')
    .addHelpText(
      'after',
      '\nBlocks take a path without a beginning, such as "Downloads" or "./x", from your home folder, not from\nthe folder you are in: give whole paths to --var.\n\nExample:\n  blockloom run sort.flow.json --var folder=/home/me/Downloads --json\n  blockloom run sort.flow.json --break "Move it:item.size > 1000"',
    )
    .action(async (word: string, options: Options) => {
      process.exitCode = await host.connect((client) => run(client, host.io, word, options), {
        ephemeral: options.ephemeral,
      })
    })
}

const collect = (value: string, before: string[]): string[] => [...before, value]

async function run(client: Client, io: CommandIo, word: string, options: Options): Promise<number> {
  const started = await start(client, io, word, options)
  return followToEnd(client, io, started, options)
}

async function start(client: Client, io: CommandIo, word: string, options: Options): Promise<RunSummary> {
  if (options.input === '-' && options.break.length > 0)
    throw new AppError({
      code: 'command.wrong-use',
      message: 'With --break, stdin is where you say what to do.',
      fix: 'Give the input as --input @file.',
    })
  if (options.from !== undefined && options.break.length > 0)
    throw new AppError({
      code: 'command.wrong-use',
      message: '--from and --break do not go together.',
      fix: 'Run from its start with --break, or from the block without it.',
    })
  const input = await readInput(options.input, io)
  const id = looksLikeFile(word) ? null : await flowOrFile(client, io, word)
  if (id !== null) {
    const { document } = await client.flows.get({ id })
    if (options.from !== undefined)
      return runFrom(client, id, options.from, { input, ...ordered(options, document) })
    return client.flows.run({ id, input, ...ordered(options, document) })
  }
  if (options.from !== undefined) throw fromNeedsFlow(word)
  const { document, problems } = await readFlowFile(word, io.cwd)
  for (const problem of problems) io.err(`${word}: ${problem.message}\n`)
  return client.runs.start({ document, input, ...ordered(options, document) })
}

const ordered = (options: Options, document: FlowDocument) => ({
  variables: readVariables(options.var, document),
  ...(options.break.length > 0 && { breakpoints: readBreaks(options.break, document) }),
})

/** The id of the flow that is meant; null: no flow, but a file or folder here has that name. */
async function flowOrFile(client: Client, { cwd }: CommandIo, word: string): Promise<string | null> {
  try {
    return (await findFlow(client, word)).id
  } catch (error) {
    if (error instanceof AppError && error.code === 'flow.not-found' && (await isThere(word, cwd)))
      return null
    throw error
  }
}
