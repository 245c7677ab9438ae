import { sql } from 'kysely'
import type { Letter, RunStatus } from '#shared/run'
import type { RunRow } from '../runtime/ports.ts'
import type { StoredJournal } from './journal.ts'
import type { LargeValues } from './large-values.ts'
import { cursorOf, type Page, type PageOrder, pageOf, partsOf } from './page.ts'
import type { PeopleReads } from './people-reads.ts'
import { runRowOf, type StoredRun } from './run-row.ts'
import { beginningOf, type SearchPlace } from './run-search.ts'
import type { SideWork } from './side-work.ts'

export type RunFilter = {
  flow?: string /** id of a hat */
  trigger?: string
  /** types of hats */
  startedBy?: readonly string[]
  status?: RunStatus
  letter?: Letter
  /** queued then or later, and before then: ms since the epoch */
  since?: number
  until?: number
  /** in the flow's name or in the data */
  text?: string
}

/**
 * Of a search in the data `searchedTo` says how far back this page has looked; it may hold less than was asked for, even
 * nothing, and go on all the same.
 */
export type RunPage = Page<RunRow> & { searchedTo?: number }

export type Runs = {
  /** newest first; runs of deleted flows stay in it */
  list(filter: RunFilter, page: PageOrder): Promise<RunPage>
  get(id: string): Promise<RunRow | undefined>
  /** runs that do this one again, by hand or by its trigger, oldest first */
  retriesOf(id: string): Promise<RunRow[]>
}

type Parts = {
  people: PeopleReads
  search: SideWork['search']
  searchMs?: number
  journal: StoredJournal
  large: LargeValues
}

/** What a person waits for without being told how far it has come. */
const SEARCH_MS = 400

/** The history, for people. */
export const createRuns = ({ people, search, searchMs = SEARCH_MS, journal, large }: Parts): Runs => ({
  async list({ text, ...filter }, page) {
    // so that a run that was just started is in the list; while the disk is full, what is on it has to do
    journal.settle()
    const newest = (row: StoredRun) => journal.get(row.id) ?? runRowOf(row, large)
    const fitting = fittingRuns(people, filter)
    if (text !== undefined) {
      const from = placeOf(page.after)
      const { sql, parameters } = fitting.where('n', '<=', from.run).compile()
      const order = { sql, parameters, text, limit: page.limit, ms: searchMs, from }
      const { found, next, searchedTo } = await search(order)
      return {
        items: found.map(newest),
        next: next && cursorOf(next.run, next.record, next.value),
        ...(searchedTo !== null && { searchedTo }),
      }
    }
    const rows = await fitting
      .$if(page.after !== undefined, (q) => q.where('n', '<', partsOf(page.after as string, 'number')[0]))
      .limit(page.limit + 1)
      .execute()
    return pageOf(rows, page.limit, newest, (row) => cursorOf(row.n))
  },
  get: async (id) => journal.get(id),
  async retriesOf(id) {
    journal.settle()
    const rows = await people
      .selectFrom('runs')
      .selectAll()
      .where('rerun', 'is not', null)
      .where(sql`json_extract(rerun, '$.origin.runId')`, '=', id)
      .orderBy('n')
      .execute()
    return rows.map((row) => journal.get(row.id) ?? runRowOf(row, large))
  },
})

const fittingRuns = (people: PeopleReads, filter: RunFilter) => {
  const { flow, trigger, startedBy, status, letter, since, until } = filter
  return (
    people
      .selectFrom('runs')
      .selectAll()
      .$if(flow !== undefined, (query) => query.where('flow_id', '=', flow as string))
      .$if(trigger !== undefined, (query) => query.where(sql`"trigger" ->> 'block'`, '=', trigger as string))
      .$if(startedBy !== undefined, (query) =>
        query.where(sql`"trigger" ->> 'type'`, 'in', startedBy as string[]),
      )
      .$if(status !== undefined, (query) => query.where('status', '=', status as string))
      .$if(letter !== undefined, (query) => query.where('letter', '=', letter as Letter))
      // says to SQLite that the index of runs that did not succeed will do
      .$if(status !== undefined && status !== 'succeeded', (q) => q.where('status', '<>', 'succeeded'))
      .$if(since !== undefined, (query) => query.where('queued_at', '>=', since as number))
      .$if(until !== undefined, (query) => query.where('queued_at', '<', until as number))
      .orderBy('n', 'desc')
  )
}

function placeOf(after: string | undefined): SearchPlace {
  if (after === undefined) return beginningOf(Number.MAX_SAFE_INTEGER)
  const [run, record, value] = partsOf(after, 'number', 'number', 'number')
  return { run, record, value }
}
