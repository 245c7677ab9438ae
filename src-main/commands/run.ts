import type { Command } from 'commander'
import type { Client } from '#shared/contract'
import { AppError } from '#shared/error'
import type { FlowDocument } from '#shared/flow'
import { isOver, type RunSummary, type StepView } from '#shared/run'
import { type CommandHost, type CommandIo, printJson, printJsonLine } from './command-io.ts'
import { EXIT } from './exit-code.ts'
import { failureLine, interruptedLine } from './failure-line.ts'
import { findFlow } from './find-flow.ts'
import { readBreaks } from './read-breaks.ts'
import { isThere, looksLikeFile, readFlowFile } from './read-flow-file.ts'
import { readInput, readVariables } from './run-arguments.ts'
import { StepThrough } from './step-through.ts'

type Options = {
  input?: string
  var: string[]
  break: string[]
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
  const cancel = () => void client.runs.cancel({ id: started.id }).catch(() => {})
  io.signal.addEventListener('abort', cancel, { once: true })
  if (io.signal.aborted) cancel()
  const ended = await follow(client, io, started, options)
  report(io, ended, options)
  if (ended.status === 'cancelled') return EXIT.cancelled
  return ended.status === 'succeeded' ? EXIT.done : EXIT.failed
}

async function start(client: Client, io: CommandIo, word: string, options: Options): Promise<RunSummary> {
  if (options.input === '-' && options.break.length > 0)
    throw new AppError({
      code: 'command.wrong-use',
      message: 'With --break, stdin is where you say what to do.',
      fix: 'Give the input as --input @file.',
    })
  const input = await readInput(options.input, io)
  const id = looksLikeFile(word) ? null : await flowOrFile(client, io, word)
  if (id !== null) {
    const { document } = await client.flows.get({ id })
    return client.flows.run({ id, input, ...ordered(options, document) })
  }
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

/** Listens until the run is over, printing steps as they end where asked. */
async function follow(
  client: Client,
  io: CommandIo,
  started: RunSummary,
  options: Options,
): Promise<RunSummary> {
  const told = new Set<number>()
  const json = options.json === true
  const steps = options.break.length > 0 ? new StepThrough({ client, io, runId: started.id, json }) : null
  for await (const news of await client.runs.watch({ id: started.id })) {
    if (options.follow) for (const step of news.steps) tell(io, step, told)
    if (!options.json && !options.follow) for (const log of news.logs) io.err(`${log.text}\n`)
    await steps?.at(news.run)
    if (news.done || (news.run && news.run.status === 'interrupted')) break
  }
  steps?.close()
  const ended = await client.runs.get({ id: started.id })
  if (isOver(ended.status) || ended.status === 'interrupted') return ended
  throw new AppError({
    code: 'link.lost',
    message: `The connection was lost while ${started.id} was running; it goes on where it runs.`,
    fix: `Look at it with: blockloom runs show ${started.id}`,
  })
}

function tell(io: CommandIo, step: StepView, told: Set<number>): void {
  if (told.has(step.seq) || step.status === 'running' || step.status === 'waiting') return
  told.add(step.seq)
  printJsonLine(io, step)
}

function report(io: CommandIo, run: RunSummary, options: Options): void {
  const { id: runId, status, output = null, error = null, steps, durationMs } = run
  if (options.json) {
    const result = { runId, status, output, error, steps, durationMs }
    options.follow || options.break.length > 0 ? printJsonLine(io, result) : printJson(io, result)
    return
  }
  if (error) io.err(`${failureLine(error)}\n`)
  if (status === 'interrupted') io.err(`${interruptedLine(runId)}\n`)
  if (status === 'cancelled') io.err(`The run ${runId} was stopped.\n`)
  if (status === 'succeeded')
    io.out(`${typeof output === 'string' ? output : JSON.stringify(output, null, 2)}\n`)
}
