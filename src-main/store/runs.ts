import { sql } from 'kysely'
import type { Letter, RunStatus } from '#shared/run'
import type { RunRow } from '../runtime/ports.ts'
import type { StoredJournal } from './journal.ts'
import type { LargeValues } from './large-values.ts'
import { cursorOf, type Page, type PageOrder, pageOf, partsOf } from './page.ts'
import type { PeopleReads } from './people-reads.ts'
import { runRowOf } from './run-row.ts'

export type RunFilter = {
  flow?: string /** id of a hat */
  trigger?: string
  status?: RunStatus
  letter?: Letter
}

export type Runs = {
  /** newest first; runs of deleted flows stay in it */
  list(filter: RunFilter, page: PageOrder): Promise<Page<RunRow>>
  get(id: string): Promise<RunRow | undefined>
  /** runs that do this one again, by hand or by its trigger, oldest first */
  retriesOf(id: string): Promise<RunRow[]>
}

/** The history, for people. */
export const createRuns = (people: PeopleReads, journal: StoredJournal, large: LargeValues): Runs => ({
  async list(filter, page) {
    // so that a run that was just started is in the list; while the disk is full, what is on it has to do
    journal.settle()
    const { flow, trigger, status, letter } = filter
    const rows = await people
      .selectFrom('runs')
      .selectAll()
      .$if(flow !== undefined, (query) => query.where('flow_id', '=', flow as string))
      .$if(trigger !== undefined, (query) => query.where(sql`"trigger" ->> 'block'`, '=', trigger as string))
      .$if(status !== undefined, (query) => query.where('status', '=', status as string))
      .$if(letter !== undefined, (query) => query.where('letter', '=', letter as Letter))
      // says to SQLite that the index of runs that did not succeed will do
      .$if(status !== undefined && status !== 'succeeded', (q) => q.where('status', '<>', 'succeeded'))
      .$if(page.after !== undefined, (q) => q.where('n', '<', partsOf(page.after as string, 'number')[0]))
      .orderBy('n', 'desc')
      .limit(page.limit + 1)
      .execute()
    return pageOf(
      rows,
      page.limit,
      (row) => journal.get(row.id) ?? runRowOf(row, large),
      (row) => cursorOf(row.n),
    )
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
