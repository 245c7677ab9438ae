import type { Client } from '#shared/contract'
import { AppError } from '#shared/error'
import { isOver, type RunSummary, type StepView } from '#shared/run'
import { AskHere } from './ask-here.ts'
import { type CommandIo, printJson, printJsonLine } from './command-io.ts'
import { EXIT } from './exit-code.ts'
import { failureLine, interruptedLine } from './failure-line.ts'
import { followCalls } from './follow-calls.ts'
import { StepThrough } from './step-through.ts'

export type FollowOptions = {
  break?: readonly string[]
  follow?: boolean
  json?: boolean
  /** only until it asks somebody something */
  untilAsked?: boolean
}

/** Follows a run to its end and prints what it gave back; Ctrl+C cancels it. Gives the exit code. */
export async function followToEnd(
  client: Client,
  io: CommandIo,
  started: RunSummary,
  options: FollowOptions,
): Promise<number> {
  const cancel = () => void client.runs.cancel({ id: started.id }).catch(() => {})
  io.signal.addEventListener('abort', cancel, { once: true })
  if (io.signal.aborted) cancel()
  const ended = await follow(client, io, started, options)
  report(io, ended, options)
  if (ended.status === 'cancelled') return EXIT.cancelled
  if (ended.status === 'waiting') return EXIT.done
  return ended.status === 'succeeded' ? EXIT.done : EXIT.failed
}

/** Listens until the run is over, printing steps as they end where asked. */
async function follow(
  client: Client,
  io: CommandIo,
  started: RunSummary,
  options: FollowOptions,
): Promise<RunSummary> {
  const told = new Set<number>()
  const called = new Set<string>()
  const json = options.json === true
  const steps = options.break?.length ? new StepThrough({ client, io, runId: started.id, json }) : null
  const reads = io.hidden !== undefined && !json && steps === null && !options.untilAsked
  const asking = new AskHere({ client, io, reads })
  for await (const news of await client.runs.watch({ id: started.id })) {
    if (options.follow) for (const step of news.steps) tell(io, step, told)
    if (!options.json && !options.follow) for (const log of news.logs) io.err(`${log.text}\n`)
    if (steps) followCalls(client, news.steps, steps, called)
    await steps?.at(news.run)
    asking.at(news.run)
    if (news.done || (news.run && rests(news.run, options))) break
  }
  asking.close()
  steps?.close()
  const ended = await client.runs.get({ id: started.id })
  if (isOver(ended.status) || rests(ended, options)) return ended
  throw new AppError({
    code: 'link.lost',
    message: `The connection was lost while ${started.id} was running; it goes on where it runs.`,
    fix: `Look at it with: blockloom runs show ${started.id}`,
  })
}

/** Whether nothing moves it but a person. */
const rests = ({ status, asks }: RunSummary, { untilAsked }: FollowOptions): boolean =>
  status === 'interrupted' || (untilAsked === true && status === 'waiting' && asks !== undefined)

function tell(io: CommandIo, step: StepView, told: Set<number>): void {
  if (told.has(step.seq) || step.status === 'running' || step.status === 'waiting') return
  told.add(step.seq)
  printJsonLine(io, step)
}

function report(io: CommandIo, run: RunSummary, options: FollowOptions): void {
  const { id: runId, status, output = null, error = null, steps, durationMs } = run
  if (options.json) {
    const result = { runId, status, output, error, steps, durationMs }
    options.follow || options.break?.length ? printJsonLine(io, result) : printJson(io, result)
    return
  }
  if (error) io.err(`${failureLine(error)}\n`)
  if (status === 'interrupted') io.err(`${interruptedLine(runId)}\n`)
  if (status === 'waiting') io.err('Until then it waits.\n')
  if (status === 'cancelled') io.err(`The run ${runId} was stopped.\n`)
  if (status === 'succeeded')
    io.out(`${typeof output === 'string' ? output : JSON.stringify(output, null, 2)}\n`)
}
