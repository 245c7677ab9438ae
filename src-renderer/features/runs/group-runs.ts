import { isOver, type RunSummary } from '#shared/run'
import { daysBetween } from '../../ui/say-time.ts'

export type RunGroup = {
  key: string
  /** `now`: alive; `day`: of one day, `at` in it; `earlier`: everything older than a week */
  title: { is: 'now' } | { is: 'day'; at: number } | { is: 'earlier' }
  runs: RunSummary[]
}

/** Days that get a title of their own. */
const DAYS = 7

/** Living runs first, then by day, the newest first; one of the days before a week goes to `earlier`. */
export function groupRuns(runs: readonly RunSummary[], now: number): RunGroup[] {
  const groups = new Map<string, RunGroup>()
  const ordered = [...runs].sort(
    (a, b) => rank(a) - rank(b) || b.queuedAt - a.queuedAt || (a.id < b.id ? 1 : -1),
  )
  for (const run of ordered) {
    const title = titleOf(run, now)
    const key = title.is === 'day' ? `day ${daysBetween(title.at, now)}` : title.is
    const group = groups.get(key) ?? { key, title, runs: [] }
    groups.set(key, group)
    group.runs.push(run)
  }
  return [...groups.values()]
}

const rank = ({ status }: RunSummary) => (isOver(status) ? 1 : 0)

function titleOf(run: RunSummary, now: number): RunGroup['title'] {
  if (!isOver(run.status)) return { is: 'now' }
  return daysBetween(run.queuedAt, now) < DAYS ? { is: 'day', at: run.queuedAt } : { is: 'earlier' }
}

/** News about runs put into a list; what the filters leave out is taken away. */
export function mergeRuns(
  runs: readonly RunSummary[],
  news: readonly RunSummary[],
  fits: (run: RunSummary) => boolean,
): RunSummary[] {
  const byId = new Map(runs.map((run) => [run.id, run]))
  for (const run of news) {
    if (fits(run)) byId.set(run.id, run)
    else byId.delete(run.id)
  }
  return [...byId.values()]
}
