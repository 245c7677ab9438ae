import type { Command } from 'commander'
import type { Client } from '#shared/contract'
import { AppError } from '#shared/error'
import { nearestWord } from '#shared/flow'
import { RUN_STATUSES, type RunStatus, type RunSummary, type StepView } from '#shared/run'
import { knownBlocks } from '../api/known-blocks.ts'
import { type CommandHost, printJson, printJsonLine } from './command-io.ts'
import { failureLine, interruptedLine } from './failure-line.ts'
import { findFlow } from './find-flow.ts'
import { registerQuestions } from './questions.ts'
import { readMoment } from './read-moment.ts'
import { registerRunCare } from './run-care.ts'
import { table, took, when } from './table.ts'

type ListOptions = {
  flow?: string
  status?: string
  startedBy?: string
  since?: string
  until?: string
  text?: string
  dead?: boolean
  limit: string
  json?: boolean
}
type RunFilter = Omit<Parameters<Client['runs']['list']>[0], 'after' | 'limit'>

/** `blockloom runs …`: the history. */
export function register(program: Command, host: CommandHost): void {
  const runs = program.command('runs').description('Look at runs, answer them, do them again, stop them')
  registerList(runs, host)
  registerShow(runs, host)
  registerRunCare(runs, host)
  registerQuestions(runs, host)
}

function registerList(runs: Command, { io, connect, dataFolder }: CommandHost): void {
  runs
    .command('list')
    .description('Runs, newest first')
    .option('--flow <flow>', 'only those of this flow (id or name)')
    .option('--status <status>', `only those that are: ${RUN_STATUSES.join(', ')}`)
    .option(
      '--started-by <kind>',
      'only those started by this kind of trigger: webhook, schedule, manual, ...',
    )
    .option('--since <time>', 'only those of then or later: 2h, 7d, 2026-05-01, 2026-05-01T08:30')
    .option('--until <time>', 'only those before then; a day means its end')
    .option('--text <words>', "only those with this in their flow's name, data, log lines or errors")
    .option('--dead', 'only dead letters: a trigger started them, they failed, nobody has looked')
    .option('--limit <count>', 'how many at most', '50')
    .option('--json', 'one JSON line for each run')
    .addHelpText(
      'after',
      `\nExamples:\n  blockloom runs list --status failed\n  blockloom runs list --text "order 4711" --since 7d`,
    )
    .action(async (options: ListOptions) => {
      const limit = readLimit(options.limit)
      const filter = readFilter(options, dataFolder)
      const items = await connect(async (client) => {
        const flow = options.flow ? (await findFlow(client, options.flow)).id : undefined
        return listed(client, { ...filter, flow }, limit)
      })
      if (options.json) for (const run of items) printJsonLine(io, run)
      else if (items.length === 0) io.err(`${sayNone(options)}\n`)
      else
        io.out(
          table(
            ['run', 'status', 'started', 'took', 'steps', 'flow'],
            items.map((r) => [
              r.id,
              r.status,
              when(r.startedAt),
              took(r.durationMs),
              String(r.steps),
              r.flowName,
            ]),
          ),
        )
    })
}

const wrong = (message: string, fix: string) => new AppError({ code: 'command.wrong-use', message, fix })

function readFilter(options: ListOptions, dataFolder: string): RunFilter {
  const { since, until, startedBy, text, dead } = options
  const now = Date.now()
  return {
    status: readStatus(options.status),
    startedBy: startedBy === undefined ? undefined : readKind(startedBy, dataFolder),
    since: since === undefined ? undefined : readMoment('--since', since, now),
    until: until === undefined ? undefined : readMoment('--until', until, now, true),
    text,
    dead: dead || undefined,
  }
}

/** A whole type may be of a package that is gone, and its runs are still there; a word alone is of the standard set. */
function readKind(word: string, dataFolder: string): string {
  if (word.includes('/')) return word
  const kinds = [...knownBlocks(dataFolder).values()].flatMap(({ type, shape }) =>
    shape === 'hat' && type.startsWith(STANDARD) ? [type.slice(STANDARD.length)] : [],
  )
  if (kinds.includes(word)) return STANDARD + word
  const meant = nearestWord(word, kinds)
  const fix = meant ? `Is it "${meant}"?` : `The kinds are: ${kinds.join(', ')}.`
  throw wrong(`"${word}" is no kind of trigger.`, fix)
}

const STANDARD = 'start/'

/** A search that takes long comes in pieces. */
async function listed(client: Client, filter: RunFilter, limit: number): Promise<RunSummary[]> {
  const found: RunSummary[] = []
  let after: string | undefined
  do {
    const page = await client.runs.list({ ...filter, limit: limit - found.length, after })
    found.push(...page.items)
    after = page.next ?? undefined
  } while (after !== undefined && found.length < limit)
  return found
}

function sayNone({ flow, status, startedBy, since, until, text, dead }: ListOptions): string {
  if ([flow, status, startedBy, since, until, text].some((word) => word !== undefined))
    return 'No run fits these filters.'
  return dead ? 'No dead letters.' : 'No runs yet.'
}

function readStatus(word: string | undefined): RunStatus | undefined {
  if (word === undefined || (RUN_STATUSES as readonly string[]).includes(word))
    return word as RunStatus | undefined
  throw wrong(`"${word}" is not a status.`, `The statuses are: ${RUN_STATUSES.join(', ')}.`)
}

function readLimit(word: string): number {
  const limit = Number(word)
  if (Number.isInteger(limit) && limit >= 1 && limit <= 500) return limit
  throw wrong(`--limit ${word} is not a count.`, 'Give a whole number from 1 to 500.')
}

async function stepsOf(client: Client, id: string): Promise<StepView[]> {
  const steps: StepView[] = []
  let after: string | undefined
  do {
    const page = await client.runs.steps({ id, limit: 500, after })
    steps.push(...page.items)
    after = page.next ?? undefined
  } while (after !== undefined)
  return steps
}

function registerShow(runs: Command, { io, connect }: CommandHost): void {
  runs
    .command('show')
    .description('One run with its steps: input, output, where and how long')
    .argument('<run>', 'its id')
    .option('--json', 'the run with all its steps')
    .addHelpText('after', '\nExample:\n  blockloom runs show run_01JD --json')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const { run, steps } = await connect(async (client) => {
        const { document: _, ...found } = await client.runs.get({ id })
        return { run: found, steps: found.prunedAt === undefined ? await stepsOf(client, id) : [] }
      })
      if (json) return printJson(io, { ...run, stepCount: run.steps, steps })
      io.out(
        `${run.flowName}\n${run.id}, ${run.status}, started ${when(run.startedAt)}, took ${took(run.durationMs)}\n`,
      )
      if (run.error) io.out(`${failureLine(run.error)}\n`)
      else if (run.status === 'interrupted') io.out(`${interruptedLine(run.id)}\n`)
      if (run.prunedAt !== undefined)
        io.out(`Its steps were let go at ${when(run.prunedAt)}: the flow keeps those of its newest runs.\n`)
      else io.out(`\n${table(['path', 'status', 'took', 'block'], steps.map(stepRow))}`)
      io.out(`\noutput: ${JSON.stringify(run.output ?? null, null, 2)}\n`)
    })
}

const stepRow = (step: StepView): string[] => [
  step.path || '.',
  step.status,
  took(step.durationMs),
  step.blockName,
]
