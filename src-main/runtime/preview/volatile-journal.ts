import type { JournalEntry } from '#shared/run'
import type { Journal, RunRow } from '../ports.ts'

/** The journal of runs that nobody keeps: everything is "on disk" at once, and gone with it. */
export function volatileJournal(): Journal {
  const runs = new Map<string, { row: RunRow; entries: JournalEntry[] }>()
  const entriesOf = (id: string) => runs.get(id)?.entries ?? []
  return {
    openRun: (row) => void runs.set(row.id, { row, entries: [] }),
    changeRun(id, change) {
      const run = runs.get(id)
      if (run) run.row = { ...run.row, ...change }
    },
    append: (id, entries) => void runs.get(id)?.entries.push(...entries),
    flush: () => Promise.resolve(),
    read: (id) => [...entriesOf(id)],
    walk: (id, from = 0) => [entriesOf(id).slice(from)],
    unfinished: () => [],
    get: (id) => runs.get(id)?.row,
    onHalt: () => () => {},
  }
}
