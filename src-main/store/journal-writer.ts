import type Database from 'better-sqlite3'
import type { JournalEntry } from '#shared/run'
import type { RunRow, StateOwner } from '../runtime/ports.ts'
import type { LargeValues } from './large-values.ts'
import type { KeepText } from './lift-large.ts'
import { encodeRecords } from './record-codec.ts'
import { changingColumns, fixedColumns } from './run-row.ts'

/** What one group changes of one run. */
export type RunChange = {
  run: RunRow
  /** the run's number in the database; null while it has none */
  n: number | null
  rowChanged: boolean
  entries: JournalEntry[]
}
export type KeptChange = { flowId: string; name: string; value: string }
/** `text`: JSON; undefined takes the key away */
export type StateChange = StateOwner & { key: string; text: string | undefined }
/** what goes into the same commit as the events that brought it about */
export type OtherChanges = {
  kept: Iterable<KeptChange>
  states: Iterable<StateChange>
  /** writes what triggers remember */
  triggers(): void
}
export type JournalStats = { commits: number; events: number; records: number; bytes: number }

export type JournalWriter = {
  /**
   * One transaction, within this turn. Throws when it could not be committed; nothing is then changed.
   * @returns the numbers of the runs, in the order of `changes`
   */
  write(changes: readonly RunChange[], others: OtherChanges): number[]
  /** since the start */
  readonly stats: Readonly<JournalStats>
}

/** Raw prepared statements: this is the hot path of every step. */
export function createJournalWriter(database: Database.Database, large: LargeValues): JournalWriter {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')
  const insertRun = database.prepare(
    `INSERT INTO runs (id, flow_id, flow_name, version_id, "trigger", trigger_large, queued_at, rerun, starts_at,
       status, started_at, ended_at, steps, output, output_large, error, letter)
     VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
  )
  const updateRun = database.prepare(
    'UPDATE runs SET status=?, started_at=?, ended_at=?, steps=?, output=?, output_large=?, error=?, letter=? WHERE n=?',
  )
  const insertRecord = database.prepare(
    'INSERT INTO records (run, first_seq, last_seq, checksum, data) VALUES (?,?,?,?,?)',
  )
  const putKept = database.prepare(
    'INSERT INTO kept (flow_id, name, value) VALUES (?,?,?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  const putState = database.prepare(
    `INSERT INTO block_states (flow_id, block, type, key, value) VALUES (?,?,?,?,?)
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  )
  const dropState = database.prepare(
    'DELETE FROM block_states WHERE flow_id = ? AND block = ? AND type = ? AND key = ?',
  )
  const stats: JournalStats = { commits: 0, events: 0, records: 0, bytes: 0 }

  // large values that the run at hand uses: most have none
  let used: number[] = []
  const keep: KeepText = (text) => {
    const { hash, n } = large.keep(text)
    used.push(n)
    return hash
  }

  const writeRow = ({ run, n, rowChanged }: RunChange): number => {
    if (n === null)
      return Number(insertRun.run(...fixedColumns(run, keep), ...changingColumns(run, keep)).lastInsertRowid)
    if (rowChanged) updateRun.run(...changingColumns(run, keep), n)
    return n
  }
  const writeRecords = (n: number, runId: string, entries: readonly JournalEntry[]): number => {
    let bytes = 0
    for (const { data, checksum, firstSeq, lastSeq } of encodeRecords(runId, entries, keep)) {
      insertRecord.run(n, firstSeq, lastSeq, checksum, data)
      bytes += data.length
    }
    return bytes
  }
  const writeState = ({ flowId, block, type, key, text }: StateChange): void => {
    if (text === undefined) dropState.run(flowId, block, type, key)
    else putState.run(flowId, block, type, key, text)
  }
  const writeAll = (changes: readonly RunChange[], { kept, states, triggers }: OtherChanges) => {
    let bytes = 0
    const numbers = changes.map((change) => {
      used = []
      const n = writeRow(change)
      bytes += writeRecords(n, change.run.id, change.entries)
      if (used.length > 0) large.use(n, used)
      return n
    })
    for (const { flowId, name, value } of kept) putKept.run(flowId, name, value)
    for (const change of states) writeState(change)
    triggers()
    return { numbers, bytes }
  }

  return {
    stats,
    write(changes, others) {
      begin.run()
      try {
        const { numbers, bytes } = writeAll(changes, others)
        commit.run()
        stats.commits += 1
        stats.bytes += bytes
        for (const { entries } of changes) {
          stats.events += entries.length
          if (entries.length > 0) stats.records += 1
        }
        return numbers
      } catch (cause) {
        // SQLite has rolled back by itself where the disk is full
        if (database.inTransaction) rollback.run()
        throw cause
      }
    },
  }
}
