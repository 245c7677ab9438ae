import type { RunEvent } from '#shared/run'
import type { RunRow } from '../../../src-main/runtime/ports.ts'
import type { DiskHost } from '../../support/disk-host.ts'
import { checkTimes, type Dued } from './due-times.ts'
import { FLOWS, type FlowName } from './flows.ts'
import type { Ledger, Sent } from './play-history.ts'

const PER_MS = 60_000

/** What is on disk in the end, held against what was done and told. @returns what is wrong, a line each */
export async function checkAll(host: DiskHost, ledger: Ledger, runs: readonly RunRow[]): Promise<string[]> {
  const of = Object.fromEntries(
    FLOWS.map((name) => [name, runs.filter(({ flowId }) => flowId === ledger.ids[name])]),
  ) as Record<FlowName, RunRow[]>
  return [
    ...timesWrong(host, ledger, of),
    ...FLOWS.flatMap((name) => countsWrong(host, ledger, name, of[name])),
    ...sentWrong(ledger, of),
    ...limitWrong(host, ledger, of.tick),
    ...pairsWrong('run of "go"', 'run of "out"', of.go.map(payloadOf), of.out.map(payloadOf)),
    ...pairsWrong(
      'failed run',
      'alarm',
      of.fail.map(({ id }) => id),
      of.alarm.map(failedIn),
    ),
    ...startsWrong(ledger, of.start.length),
    ...runs
      .filter(({ endedAt }) => endedAt === null)
      .map(({ id, flowName }) => `${flowName} ${id} did not end`),
  ]
}

const payloadOf = ({ trigger }: RunRow): string => String(trigger.value)
const failedIn = ({ trigger }: RunRow): string => (trigger.value as { run: { id: string } }).run.id
const recordOf = (host: DiskHost, ledger: Ledger, name: FlowName) =>
  host.store.triggers.read({ flowId: ledger.ids[name], block: 'hat' })

function timesWrong(host: DiskHost, ledger: Ledger, of: Record<FlowName, RunRow[]>): string[] {
  return (['schedule', 'every'] as const).flatMap((name) => {
    const dued = of[name].map(({ trigger }): Dued => {
      const { due, missed } = trigger.value as { due: string; missed: number }
      return { due: Date.parse(due), missed, at: trigger.at }
    })
    const rule = ledger.history.catchUp[name]
    const { wrong, total } = checkTimes(ledger.epochs[name], dued, rule, host.clock.now())
    const { fired, missed } = recordOf(host, ledger, name)
    if (fired + missed !== total) wrong.push(`${fired} fired and ${missed} missed of ${total}`)
    return wrong.map((one) => `${name}, ${rule}: ${one}`)
  })
}

/** The counts of a trigger agree with the runs that are there. */
function countsWrong(host: DiskHost, ledger: Ledger, name: FlowName, runs: readonly RunRow[]): string[] {
  const { fired, failed, dropped } = recordOf(host, ledger, name)
  const wrong: string[] = []
  if (fired !== runs.length) wrong.push(`${name}: ${fired} counted, ${runs.length} are there`)
  const broken = runs.filter(({ status }) => status === 'failed').length
  if (failed !== broken) wrong.push(`${name}: ${failed} counted as failed, ${broken} are`)
  const turnedAway = ledger.sent.filter((one) => one.flow === name && one.told?.outcome === 'dropped').length
  const perhaps = ledger.sent.filter((one) => one.flow === name).reduce((all, { lost }) => all + lost, 0)
  if (dropped < turnedAway || dropped > turnedAway + perhaps)
    wrong.push(`${name}: ${dropped} counted as dropped, ${turnedAway} were, ${perhaps} perhaps`)
  return wrong
}

/** Once where it was acknowledged; at most once where its host died before it could be. */
function sentWrong({ sent }: Ledger, of: Record<FlowName, RunRow[]>): string[] {
  const wrong = sent.flatMap(({ flow, id, told, lost }: Sent) => {
    const runs = of[flow].filter((run) => idOf(flow, run) === id)
    const say = (what: string) => [`${flow} ${id} (${JSON.stringify(told)}, ${lost} lost): ${what}`]
    const wanted = told?.runId !== undefined ? [1, 1] : [0, lost > 0 ? 1 : 0]
    if (runs.length < (wanted[0] as number) || runs.length > (wanted[1] as number))
      return say(`${runs.length} runs where ${wanted.join(' to ')} should be`)
    if (told?.runId !== undefined && runs[0]?.id !== told.runId) return say(`its run is ${runs[0]?.id}`)
    return []
  })
  for (const flow of ['tick', 'go', 'fail', 'hook'] as const) {
    const known = new Set(sent.filter((one) => one.flow === flow).map(({ id }) => id))
    for (const run of of[flow])
      if (!known.has(idOf(flow, run))) wrong.push(`${flow} ${run.id} came from nowhere`)
  }
  return wrong
}

const idOf = (flow: FlowName, { trigger: { value } }: RunRow): number =>
  Number(flow === 'hook' ? (value as { body: number }).body : value)

/** Of any runs in a row, one more than the limit, the last was to begin a minute after the first, and none was before. */
function limitWrong(host: DiskHost, { history: { limit } }: Ledger, runs: readonly RunRow[]): string[] {
  if (!limit) return []
  const planned = runs.map(({ id, queuedAt }) => (host.events(id)[0] as Ordered).due ?? queuedAt)
  return planned.flatMap((at, i) => {
    const before = planned[i - limit.atMost]
    return before !== undefined && at - before < PER_MS
      ? [`tick: ${limit.atMost + 1} within ${at - before} ms, by ${limit.beyond}`]
      : []
  })
}
type Ordered = Extract<RunEvent, { kind: 'ordered' }>

function pairsWrong(
  first: string,
  second: string,
  ones: readonly string[],
  others: readonly string[],
): string[] {
  const count = (all: readonly string[], one: string) => all.filter((other) => other === one).length
  return [...new Set([...ones, ...others])]
    .filter((one) => count(ones, one) !== count(others, one))
    .map((one) => `${one}: ${count(ones, one)} times ${first}, ${count(others, one)} times ${second}`)
}

function startsWrong({ started: { told, all } }: Ledger, runs: number): string[] {
  return runs < told || runs > all ? [`${runs} starts told, of ${told} to ${all}`] : []
}
