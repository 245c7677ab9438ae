import type { Command } from 'commander'
import type { Client } from '#shared/contract'
import { AppError } from '#shared/error'
import { RUN_STATUSES, type RunStatus, type StepView } from '#shared/run'
import { type CommandHost, printJson, printJsonLine } from './command-io.ts'
import { failureLine, interruptedLine } from './failure-line.ts'
import { findFlow } from './find-flow.ts'
import { registerQuestions } from './questions.ts'
import { registerRunCare } from './run-care.ts'
import { table, took, when } from './table.ts'

type ListOptions = { flow?: string; status?: string; dead?: boolean; limit: string; json?: boolean }

/** `blockloom runs …`: the history. */
export function register(program: Command, host: CommandHost): void {
  const runs = program.command('runs').description('Look at runs, answer them, do them again, stop them')
  registerList(runs, host)
  registerShow(runs, host)
  registerRunCare(runs, host)
  registerQuestions(runs, host)
}

function registerList(runs: Command, { io, connect }: CommandHost): void {
  runs
    .command('list')
    .description('Runs, newest first')
    .option('--flow <flow>', 'only those of this flow (id or name)')
    .option('--status <status>', `only those that are: ${RUN_STATUSES.join(', ')}`)
    .option('--dead', 'only dead letters: a trigger started them, they failed, nobody has looked')
    .option('--limit <count>', 'how many at most', '50')
    .option('--json', 'one JSON line for each run')
    .addHelpText('after', '\nExample:\n  blockloom runs list --status failed')
    .action(async (options: ListOptions) => {
      const status = readStatus(options.status)
      const limit = readLimit(options.limit)
      const items = await connect(async (client) => {
        const flow = options.flow && (await findFlow(client, options.flow)).id
        return (
          await client.runs.list({ limit, status, flow: flow || undefined, dead: options.dead || undefined })
        ).items
      })
      if (options.json) for (const run of items) printJsonLine(io, run)
      else if (items.length === 0) io.err(options.dead ? 'No dead letters.\n' : 'No runs yet.\n')
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
