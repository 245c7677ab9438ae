import type { BlockContext, BlockRunner } from '#shared/block'
import { AppError } from '#shared/error'
import { type FlowDocument, type Json, parseDuration } from '#shared/flow'
import { isOver, type StepView, viewOf } from '#shared/run'
import type { RunRow } from '../../src-main/runtime/ports.ts'
import { type HandClock, handClock } from '../support/hand-clock.ts'
import { testBlocks, testCatalog } from '../support/test-blocks.ts'
import { settled, type TestHost, testHost, testRunners, thrownBy } from '../support/test-runtime.ts'
import { type Answer, type Case, flowOfCase, type OneRun, runsOf } from './case.ts'

export type Played = {
  /** why it could not even start */
  refused?: AppError
  row?: RunRow
  steps: readonly StepView[]
  statuses: readonly string[]
  aborted: readonly string[]
  called: readonly string[]
  refusals: readonly string[]
}

/** Plays the runs of a case, one after another or together, on a clock that jumps from one due time to the next. */
export async function playCase(one: Case): Promise<Played[]> {
  const clock = handClock()
  const aborted: string[] = []
  const host = testHost({ clock, runners: worldOf(one.world ?? {}, clock, aborted) })
  for (const [id, flow] of Object.entries(one.flows ?? {})) keep(host, flowOfCase(flow, id))
  const order = (run: OneRun) => ordered(host, one, run)
  const runs = runsOf(one)
  const played = 'together' in one && one.together ? await toEnd(host, runs.map(order)) : []
  if (played.length === 0) for (const run of runs) played.push(...(await toEnd(host, [order(run)])))
  await host.runtime.stop()
  return played.map((each) => ({ ...each, aborted }))
}

const NOTHING: Played = { steps: [], statuses: [], aborted: [], called: [], refusals: [] }

type Ordered = { id: string; refusals: readonly string[] } | { refused: AppError }

/** Makes a version of a flow, and gives its id. */
function keep({ versions }: TestHost, document: FlowDocument): string {
  const versionId = JSON.stringify(document)
  versions.set(versionId, document)
  return versionId
}

function ordered(host: TestHost, one: Case, run: OneRun): Ordered {
  const { runtime, clock } = host
  const document = flowOfCase(one.flow)
  const versionId = keep(host, document)
  let id = ''
  const refused = thrownBy(() => {
    const { input, variables } = run
    const trigger = run.trigger && { type: 'start/manual', at: clock.now(), ...run.trigger }
    id = runtime.start({ flowId: 'flw_case', versionId, document, input, variables, trigger })
  })
  if (refused) return { refused }
  const refusals: string[] = []
  for (const { block, after, answer } of run.people ?? [])
    clock.after(parseDuration(after), () => {
      runtime.reply(id, { block, answer, by: 'api' }).catch(({ code }) => refusals.push(code))
    })
  if (run.cancelAfter) clock.after(parseDuration(run.cancelAfter), () => runtime.cancel(id))
  return { id, refusals }
}

/** Turns the clock whenever nothing goes on by itself, until all are over. */
async function toEnd(host: TestHost, orders: readonly Ordered[]): Promise<Played[]> {
  const ids = orders.flatMap((order) => ('id' in order ? [order.id] : []))
  const seen = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (;;) {
    await quiet(host, ids)
    for (const id of ids)
      look(seen.get(id) as string[], host.journal.get(id)?.status, host.runtime.get(id)?.status)
    if (ids.every((id) => isOver(host.journal.get(id)?.status ?? 'running'))) break
    const next = host.clock.next()
    if (next === undefined) throw new Error('the run waits for what never comes')
    host.clock.turn(next)
  }
  return orders.map((order) => {
    if ('refused' in order) return { ...NOTHING, refused: order.refused }
    const row = host.journal.get(order.id) as RunRow
    const { steps } = viewOf(host.events(order.id), host.versions.get(row.versionId), testCatalog)
    return {
      row,
      steps,
      statuses: seen.get(order.id) as string[],
      aborted: [],
      called: calledBy(host, order.id),
      refusals: order.refusals,
    }
  })
}

function look(seen: string[], stored: string | undefined, live: string | undefined): void {
  const status = live ?? stored
  if (status !== undefined && seen.at(-1) !== status) seen.push(status)
}

const calledBy = ({ disk }: TestHost, id: string): string[] =>
  [...disk.runs.values()]
    .filter(({ row }) => row.parent?.runId === id)
    .map(({ row }) => `${row.flowId} ${row.status}`)

/** Until nothing more is noted without the clock. */
async function quiet(host: TestHost, ids: readonly string[]): Promise<void> {
  for (let before = -1, now = 0; before !== now; ) {
    before = now
    await settled()
    const stored = [...host.disk.runs.values()].reduce((sum, { entries }) => sum + entries.length, 0)
    now = ids.reduce((sum, id) => sum + host.events(id).length, stored)
  }
}

/** Blocks that do what the case says of them; without a word they pass on what arrived. */
function worldOf(world: Record<string, Answer | Answer[]>, clock: HandClock, aborted: string[]) {
  const attempts = new Map<string, number>()
  const answerFor = (block: string): Answer => {
    const given = world[block] ?? {}
    if (!Array.isArray(given)) return given
    const attempt = attempts.get(block) ?? 0
    attempts.set(block, attempt + 1)
    return given[Math.min(attempt, given.length - 1)] ?? {}
  }
  const outside = [testBlocks.act, testBlocks.look, testBlocks.actSafely].map(
    (declaration): BlockRunner => ({
      declaration,
      run: (_config, ctx) => act(answerFor(blockOf(ctx)), ctx, clock, aborted),
    }),
  )
  const compute: BlockRunner = {
    declaration: testBlocks.compute,
    run: (_config, ctx) => outcome(answerFor(blockOf(ctx)), ctx.input),
  }
  const standard = testRunners(() => Promise.reject(new Error('not of this case')))
  return new Map([...standard, ...[...outside, compute].map((one) => [one.declaration.type, one] as const)])
}

const blockOf = (ctx: BlockContext): string => ctx.idempotencyKey.split(':')[1] ?? ''

async function act(answer: Answer, ctx: BlockContext, clock: HandClock, aborted: string[]) {
  let over = false
  ctx.signal.addEventListener('abort', () => {
    if (!over) aborted.push(blockOf(ctx))
  })
  if (answer === 'never') return new Promise<never>(() => {})
  const { takes } = answer
  if (takes) await new Promise<void>((resolve) => void clock.after(parseDuration(takes), resolve))
  over = true
  return outcome(answer, ctx.input)
}

function outcome(answer: Answer, input: Json): Record<string, Json> {
  if (answer === 'never') throw new Error('what only computes gives something')
  const { fails, gives, out = 'next' } = answer
  if (!fails) return { [out]: gives === undefined ? input : gives }
  const { retryAfterMs, ...shape } = fails
  throw new AppError({ ...shape, ...(retryAfterMs !== undefined && { details: { retryAfterMs } }) })
}
