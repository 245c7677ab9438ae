import type Database from 'better-sqlite3'
import type { JournalEntry } from '#shared/run'
import type { HatId, RunRow } from '../runtime/ports.ts'
import type { LargeValues } from './large-values.ts'
import { Fetcher } from './lift-large.ts'
import { NEWEST_OF_FLOW } from './newest-of-flow.ts'
import { decodeRecord } from './record-codec.ts'
import { runRowOf, type StoredRun } from './run-row.ts'
import { damagedRecord } from './storage-error.ts'

type StoredRecord = { first_seq: number; last_seq: number; checksum: number; data: Buffer }
export type NumberedRun = { n: number; run: RunRow }

export type JournalReader = {
  find(runId: string): NumberedRun | undefined
  /** oldest first */
  unfinished(): RunRow[]
  /** when the newest runs of a hat began, in no order */
  begunBefore(hat: HatId, most: number): number[]
  /** the seq after the last one on disk */
  nextSeq(n: number): number
  /** @throws AppError `store.damaged-record` naming run and seq */
  entries(n: number, runId: string): JournalEntry[]
  /** entries from a seq on, of a few records; empty when there are none. @throws as `entries` does */
  piece(n: number, runId: string, from: number): JournalEntry[]
}

/** Records read at once by who walks through a journal. */
const PIECE = 8

/** What is on disk, by the writer's own connection: recovery and the runtime ask in the middle of a turn. */
export function createJournalReader(database: Database.Database, large: LargeValues): JournalReader {
  const byId = database.prepare<[string], StoredRun>('SELECT * FROM runs WHERE id = ?')
  const alive = database.prepare<[], StoredRun>(
    `SELECT * FROM runs WHERE status <> 'succeeded'
       AND status IN ('queued', 'running', 'paused', 'waiting', 'interrupted') ORDER BY n`,
  )
  const begun = database
    .prepare<[string, string, number], number>(
      `SELECT started_at FROM (${NEWEST_OF_FLOW})
       WHERE "trigger" ->> 'block' = ? AND rerun IS NULL AND started_at IS NOT NULL
       ORDER BY n DESC LIMIT ?`,
    )
    .pluck() as Database.Statement<[string, string, number], number>
  const lastSeq = database
    .prepare<[number], number>('SELECT last_seq FROM records WHERE run = ? ORDER BY first_seq DESC LIMIT 1')
    .pluck()
  const records = database.prepare<[number], StoredRecord>(
    'SELECT first_seq, last_seq, checksum, data FROM records WHERE run = ? ORDER BY first_seq',
  )
  // the record that holds `from`, and those after it
  const piece = database.prepare<{ run: number; from: number }, StoredRecord>(
    `SELECT first_seq, last_seq, checksum, data FROM records WHERE run = :run AND first_seq >=
       (SELECT MAX(first_seq) FROM records WHERE run = :run AND first_seq <= :from) AND last_seq >= :from
     ORDER BY first_seq LIMIT ${PIECE}`,
  )
  return {
    find(runId) {
      const stored = byId.get(runId)
      return stored && { n: stored.n, run: runRowOf(stored, large) }
    },
    unfinished: () => alive.all().map((stored) => runRowOf(stored, large)),
    begunBefore: ({ flowId, block }, most) => begun.all(flowId, block, most),
    nextSeq: (n) => ((lastSeq.get(n) as number | undefined) ?? -1) + 1,
    entries(n, runId) {
      const all: JournalEntry[] = []
      const fetcher = new Fetcher((hash) => large.read(hash, { run: runId, seq: all.length }))
      for (const record of records.all(n)) {
        if (record.first_seq !== all.length) throw missing(runId, all.length)
        for (const entry of open(runId, record, fetcher)) all.push(entry)
      }
      return all
    },
    piece(n, runId, from) {
      const all: JournalEntry[] = []
      const fetcher = new Fetcher((hash) => large.read(hash, { run: runId, seq: from + all.length }))
      for (const record of piece.all({ run: n, from })) {
        const skipped = Math.max(0, from - record.first_seq)
        if (record.first_seq + skipped !== from + all.length) throw missing(runId, from + all.length)
        for (const entry of open(runId, record, fetcher).slice(skipped)) all.push(entry)
      }
      return all
    },
  }
}

function open(runId: string, record: StoredRecord, large: Fetcher): JournalEntry[] {
  const entries = decodeRecord(runId, record.first_seq, record.data, record.checksum, large)
  if (entries?.length === record.last_seq - record.first_seq + 1) return entries
  throw damagedRecord(`The history of run ${runId} from event ${record.first_seq} to ${record.last_seq}`, {
    run: runId,
    seq: record.first_seq,
  })
}

const missing = (runId: string, seq: number) =>
  damagedRecord(`The history of run ${runId} at event ${seq} (events are missing)`, { run: runId, seq })
