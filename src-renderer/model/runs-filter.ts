import { create } from 'zustand'
import { RUN_STATUSES, type RunStatus, type RunSummary } from '#shared/run'

/** What starts runs, as people tell it apart: `schedule` is two types of hats. */
export const START_KINDS = [
  'manual',
  'schedule',
  'webhook',
  'file-changed',
  'event',
  'hotkey',
  'clipboard-changed',
  'app-started',
  'flow-failed',
  'called',
] as const
export type StartKind = (typeof START_KINDS)[number]

/** How a run is, or that it failed for good and nobody has looked. */
export const RUN_RESULTS = [...RUN_STATUSES, 'dead'] as const
export type RunResult = RunStatus | 'dead'

/** An empty text: all. */
export type RunsFilter = {
  /** id */
  flow: string
  result: RunResult | ''
  start: StartKind | ''
  /** today, 7d (this day and the six before it), or days: 2026-05-01..2026-05-03, where each may be left out */
  time: string
  /** in the flow's name or the data */
  text: string
}
export const NO_FILTER: RunsFilter = { flow: '', result: '', start: '', time: '', text: '' }

type RunsFilterState = RunsFilter & {
  set(change: Partial<RunsFilter>): void
  /** these and no others */
  only(filter: Partial<RunsFilter>): void
}

/** What the history shows. It stays while other pages are looked at, and can be set from where a flow is open. */
export const useRunsFilter = create<RunsFilterState>()((set) => ({
  ...NO_FILTER,
  set: (change) => set(change),
  only: (filter) => set({ ...NO_FILTER, ...filter }),
}))

export const filterOf = ({ flow, result, start, time, text }: RunsFilter): RunsFilter => ({
  ...{ flow, result, start, time, text },
})

const KEYS = Object.keys(NO_FILTER) as (keyof RunsFilter)[]
export const isFiltered = (filter: RunsFilter): boolean => KEYS.some((key) => filter[key] !== '')

/** As it stands in the address, behind the question mark; empty: all runs. */
export function queryOf(filter: RunsFilter): string {
  const query = new URLSearchParams()
  for (const key of KEYS) if (filter[key] !== '') query.set(key, filter[key])
  return query.toString()
}

/** What an address asks for; what it does not know is left out. */
export function filterFrom(query: string): RunsFilter {
  const given = new URLSearchParams(query)
  const word = (key: string) => given.get(key) ?? ''
  const one = <T extends string>(all: readonly T[], key: string) => all.find((it) => it === word(key)) ?? ''
  return {
    flow: word('flow'),
    result: one(RUN_RESULTS, 'result'),
    start: one(START_KINDS, 'start'),
    time: isTime(word('time')) ? word('time') : '',
    text: word('text').slice(0, LONGEST_TEXT),
  }
}
/** as the contract has it */
export const LONGEST_TEXT = 200

const RANGE = /^(\d{4}-\d{2}-\d{2})?\.\.(\d{4}-\d{2}-\d{2})?$/
const isTime = (time: string): boolean => time === 'today' || time === '7d' || RANGE.test(time)

/** The days of a range, empty where it is open; null: it is none. */
export function daysOf(time: string): { from: string; to: string } | null {
  const range = RANGE.exec(time)
  return range && { from: range[1] ?? '', to: range[2] ?? '' }
}

/** Days of this zone as ms since the epoch: from `since` on, before `until`. */
export function momentsOf(time: string, now: number): { since?: number; until?: number } {
  if (time === 'today') return { since: dayAt(new Date(now)) }
  if (time === '7d') return { since: dayAt(new Date(now), -6) }
  const { from = '', to = '' } = daysOf(time) ?? {}
  return {
    ...(from !== '' && { since: dayAt(dayOf(from)) }),
    ...(to !== '' && { until: dayAt(dayOf(to), 1) }),
  }
}

function dayOf(word: string): Date {
  const [year = 0, month = 1, day = 1] = word.split('-').map(Number)
  return new Date(year, month - 1, day)
}
const dayAt = (date: Date, later = 0): number =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate() + later).getTime()

const typesOf = (start: StartKind): string[] =>
  start === 'schedule' ? ['start/schedule', 'start/every'] : [`start/${start}`]

/** How the history is asked for it. */
export function askedFor(filter: RunsFilter, now: number) {
  const { flow, result, start, time, text } = filter
  return {
    ...(flow !== '' && { flow }),
    ...(result === 'dead' ? { dead: true as const } : result !== '' && { status: result }),
    ...(start !== '' && { startedBy: typesOf(start).join(',') }),
    ...momentsOf(time, now),
    ...(text !== '' && { text }),
  }
}

/** Whether a run belongs to what is shown, as far as its summary tells: not by the text. */
export function fitsFilter(run: RunSummary, filter: RunsFilter, now: number): boolean {
  const { flow, result, start, time } = filter
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = momentsOf(time, now)
  return (
    (flow === '' || run.flowId === flow) &&
    (result === '' || (result === 'dead' ? run.letter === 'dead' : run.status === result)) &&
    (start === '' || typesOf(start).includes(run.trigger.type)) &&
    run.queuedAt >= since &&
    run.queuedAt < until
  )
}
