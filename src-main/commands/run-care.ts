import type { Command } from 'commander'
import type { AskedOfPeople, Client } from '#shared/contract'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { RUN_STATUSES, type RunStatus, type RunSummary } from '#shared/run'
import { type CommandHost, type CommandIo, printJson } from './command-io.ts'
import { EXIT } from './exit-code.ts'
import { findFlow } from './find-flow.ts'
import { followToEnd } from './follow-run.ts'
import { readInput, readVariablesAsJson } from './run-arguments.ts'

const wrong = (message: string, fix: string) => new AppError({ code: 'command.wrong-use', message, fix })

/** `blockloom runs resume|retry|dismiss|cancel`: what people do about runs. */
export function registerRunCare(runs: Command, host: CommandHost): void {
  registerResume(runs, host)
  registerRetry(runs, host)
  registerDismiss(runs, host)
  registerCancel(runs, host)
}

type ResumeOptions = { retry?: boolean; skip?: boolean; give?: string; json?: boolean }

function registerResume(runs: Command, { io, connect }: CommandHost): void {
  runs
    .command('resume')
    .description('Say what an interrupted run asks, or answer it and follow it to its end')
    .argument('<run>', 'its id')
    .option('--retry', 'do the step again, or let the run go on')
    .option('--skip', 'go on with what had arrived at the step')
    .option('--give <json>', 'go on with this as the result of the step: JSON, @file, or - for stdin')
    .option('--json', 'print { runId, status, output, error, steps, durationMs }, or what is asked')
    .addHelpText('after', '\nExample:\n  blockloom runs resume run_01JD --give \'{"id": 7}\'')
    .action(async (id: string, options: ResumeOptions) => {
      const answer = await readAnswer(options, io)
      process.exitCode = await connect(async (client) => {
        if (!answer)
          return sayAsked(await client.runs.asked({ id }), await client.runs.get({ id }), io, options)
        const run = await client.runs.resume({ id, ...answer })
        return followToEnd(client, io, run, options)
      })
    })
}

type GivenAnswer = { do: 'retry' | 'skip' } | { do: 'give'; value: Json }

async function readAnswer(options: ResumeOptions, io: CommandIo): Promise<GivenAnswer | undefined> {
  const given = [options.retry, options.skip, options.give !== undefined].filter(Boolean)
  if (given.length > 1) throw wrong('--retry, --skip and --give do not go together.', 'Give one of them.')
  if (options.retry) return { do: 'retry' }
  if (options.skip) return { do: 'skip' }
  if (options.give === undefined) return undefined
  return { do: 'give', value: (await readInput(options.give, io)) ?? null }
}

function sayAsked(
  asked: readonly AskedOfPeople[],
  { id, status }: RunSummary,
  io: CommandIo,
  { json }: ResumeOptions,
): number {
  if (json) printJson(io, asked)
  else if (asked.length === 0) io.err(`${id} is ${status} and asks nothing.\n`)
  else {
    for (const { message, path, input } of asked) {
      io.out(`${message}\n`)
      if (path) io.out(`  in: ${path}\n`)
      if (input !== undefined) io.out(`  what had arrived: ${JSON.stringify(input)}\n`)
    }
    const ways = asked[0]?.pointer === null ? '--retry' : '--retry, --skip or --give JSON'
    io.err(`Answer with: blockloom runs resume ${id} ${ways}. Or end the run: blockloom runs cancel ${id}\n`)
  }
  return EXIT.done
}

type ManyOptions = { dead?: boolean; flow?: string; status?: string; json?: boolean }

const withFilter = (command: Command): Command =>
  command
    .argument('[runs...]', 'their ids')
    .option('--dead', 'all dead letters')
    .option('--flow <flow>', 'all of this flow (id or name)')
    .option('--status <status>', 'all that have this status')

/** The runs that are meant: by their ids, or all that fit. */
async function meant(client: Client, ids: readonly string[], { dead, flow, status }: ManyOptions) {
  const filters = dead || flow !== undefined || status !== undefined
  if (ids.length > 0 && filters) throw wrong('Ids and filters do not go together.', 'Give one or the other.')
  if (ids.length > 0) return { ids: [...ids] }
  if (!filters)
    throw wrong('Nothing says which runs are meant.', 'Give their ids, or --dead, --flow or --status.')
  if (status !== undefined && !(RUN_STATUSES as readonly string[]).includes(status))
    throw wrong(`"${status}" is not a status.`, `The statuses are: ${RUN_STATUSES.join(', ')}.`)
  return {
    filter: {
      ...(dead && { dead: true as const }),
      ...(flow !== undefined && { flow: (await findFlow(client, flow)).id }),
      ...(status !== undefined && { status: status as RunStatus }),
    },
  }
}

type Batch = Awaited<ReturnType<Client['runs']['batch']>>

function sayBatch(io: CommandIo, { done, refused }: Batch, what: string, json?: boolean): number {
  if (json) printJson(io, { done, refused })
  else {
    for (const { made } of done) if (made) io.out(`${made}\n`)
    for (const { id, error } of refused)
      io.err(`${id}: ${error.message}${error.fix ? ` ${error.fix}` : ''}\n`)
    io.err(`${done.length} ${done.length === 1 ? 'run' : 'runs'} ${what}.\n`)
  }
  return refused.length > 0 ? EXIT.failed : EXIT.done
}

type RetryOptions = ManyOptions & {
  fromFailed?: boolean
  from?: string
  input?: string
  var: string[]
  newest?: boolean
}

function registerRetry(runs: Command, { io, connect }: CommandHost): void {
  withFilter(runs.command('retry'))
    .description('Do runs again; one is followed to its end')
    .option('--from-failed', 'go on where it failed, with all values as they were')
    .option('--from <block>', 'go on from the last visit of this block (id or name)')
    .option(
      '--input <json>',
      'with --from what arrives there, else what the run starts with: JSON, @file, or -',
    )
    .option('--var <name=json>', 'another value for a variable; may be given several times', collect, [])
    .option('--newest', "with the flow's newest version")
    .option(
      '--json',
      'print { runId, status, output, error, steps, durationMs }; of several, what came of them',
    )
    .addHelpText(
      'after',
      '\nExample:\n  blockloom runs retry run_01JD --from-failed\n  blockloom runs retry --dead',
    )
    .action(async (ids: string[], options: RetryOptions) => {
      if (options.from !== undefined && options.fromFailed)
        throw wrong('--from and --from-failed do not go together.', 'Give one of them.')
      process.exitCode = await connect((client) => retry(client, io, ids, options))
    })
}

const collect = (value: string, before: string[]): string[] => [...before, value]

async function retry(client: Client, io: CommandIo, ids: string[], options: RetryOptions): Promise<number> {
  const version = options.newest ? ('newest' as const) : ('same' as const)
  const which = await meant(client, ids, options)
  const [id] = ids
  if (id !== undefined && ids.length === 1) {
    const from =
      options.from !== undefined ? { block: options.from } : options.fromFailed ? 'failed' : 'start'
    const input = await readInput(options.input, io)
    const variables = options.var.length > 0 ? readVariablesAsJson(options.var) : undefined
    const run = await client.runs.retry({ id, from, input, variables, version })
    return followToEnd(client, io, run, options)
  }
  if (options.from !== undefined || options.input !== undefined || options.var.length > 0)
    throw wrong('--from, --input and --var are for one run.', 'Give the id of one run, or leave them out.')
  const from = options.fromFailed ? 'failed' : 'start'
  return sayBatch(
    io,
    await client.runs.batch({ do: 'retry', ...which, from, version }),
    'done again',
    options.json,
  )
}

function registerDismiss(runs: Command, { io, connect }: CommandHost): void {
  withFilter(runs.command('dismiss'))
    .description('Take runs out of the dead letters')
    .option('--json', 'what came of them')
    .addHelpText('after', '\nExample:\n  blockloom runs dismiss --dead --flow "Sort downloads"')
    .action(async (ids: string[], options: ManyOptions) => {
      process.exitCode = await connect(async (client) => {
        const which = await meant(client, ids, options)
        return sayBatch(io, await client.runs.batch({ do: 'dismiss', ...which }), 'dismissed', options.json)
      })
    })
}

function registerCancel(runs: Command, { io, connect }: CommandHost): void {
  runs
    .command('cancel')
    .description('Stop a run, or all runs of a flow')
    .argument('[run]', 'its id')
    .option('--flow <flow>', 'all runs of this flow (id or name)')
    .addHelpText(
      'after',
      '\nExample:\n  blockloom runs cancel run_01JD\n  blockloom runs cancel --flow "Sort downloads"',
    )
    .action(async (id: string | undefined, { flow }: { flow?: string }) => {
      if ((id === undefined) === (flow === undefined))
        throw wrong(
          'Nothing says which runs are meant.',
          'Give the id of a run, or --flow and its id or name.',
        )
      await connect(async (client) => {
        if (id !== undefined) {
          const run = await client.runs.cancel({ id })
          io.err(`${run.id} is ${run.status}.\n`)
        } else {
          const { cancelled } = await client.runs.cancelFlow({
            id: (await findFlow(client, flow as string)).id,
          })
          io.err(`${cancelled} ${cancelled === 1 ? 'run' : 'runs'} stopped.\n`)
        }
      })
    })
}
