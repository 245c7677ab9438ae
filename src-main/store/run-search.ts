import { crc32 } from 'node:zlib'
import type Database from 'better-sqlite3'
import {
  errorHolds,
  largeValueHolds,
  recordHolds,
  type SearchedRecord,
  type SearchedValue,
} from './record-holds.ts'
import type { StoredRun } from './run-row.ts'
import { textHolds, valueHolds, type Wanted, wantedOf } from './wanted-text.ts'

/** How far a search has come: in which run, and the last record and large value of it that were looked at. */
export type SearchPlace = { run: number; record: number; value: number }

/** Nothing of the run was looked at. */
export const beginningOf = (run: number): SearchPlace => ({ run, record: -2, value: 0 })

export type SearchOrder = {
  /** gives the runs that may be meant, newest first, from the one of `from` on */
  sql: string
  parameters: readonly unknown[]
  text: string
  /** runs that are enough for now */
  limit: number
  /** a search that takes longer says how far it has come */
  ms: number
  from: SearchPlace
}

export type Searched = {
  found: StoredRun[]
  /** where it goes on; null: everything was looked at */
  next: SearchPlace | null
  /** when the last run that was looked at was queued */
  searchedTo: number | null
}

/**
 * Runs in whose data a text is, newest first. One piece of a run is looked at even when the time is over before
 * it began, so that whoever asks again and again comes to the end.
 */
export function searchRuns(reader: Database.Database, order: SearchOrder): Searched {
  const { sql, parameters, limit, ms } = order
  const until = performance.now() + ms
  const look = looker(reader, wantedOf(order.text))
  const found: StoredRun[] = []
  let searchedTo: number | null = null
  for (const run of reader.prepare<unknown[], StoredRun>(sql).iterate(...parameters)) {
    searchedTo = run.queued_at
    const from = run.n === order.from.run ? order.from : beginningOf(run.n)
    for (const { holds, place } of look(run, from)) {
      if (holds) {
        found.push(run)
        break
      }
      if (performance.now() >= until) return { found, next: place, searchedTo }
    }
    if (found.length === limit) return { found, next: beginningOf(run.n - 1), searchedTo }
  }
  return { found, next: null, searchedTo }
}

type Looked = { holds: boolean; place: SearchPlace }
type StoredValue = SearchedValue & { n: number; checksum: number }

function looker(reader: Database.Database, wanted: Wanted) {
  const records = reader.prepare<[number, number], SearchedRecord>(
    'SELECT first_seq, checksum, data FROM records WHERE run = ? AND first_seq > ? ORDER BY first_seq',
  )
  const values = reader.prepare<[number, number], StoredValue>(
    `SELECT v.n, v.checksum, v.deflated, v.data FROM large_value_uses u JOIN large_values v ON v.n = u.value
     WHERE u.run = ? AND u.value > ? ORDER BY u.value`,
  )
  // runs that read the same page hold the same value
  const known = new Map<number, boolean>()
  const valueIs = (value: StoredValue): boolean => {
    const before = known.get(value.n)
    if (before !== undefined) return before
    const holds = crc32(value.data) === value.checksum && largeValueHolds(value, wanted)
    known.set(value.n, holds)
    return holds
  }
  return function* look(run: StoredRun, from: SearchPlace): Generator<Looked> {
    const at = (record: number, value: number) => ({ run: run.n, record, value })
    if (from.record < -1) yield { holds: rowHolds(run, wanted), place: at(-1, 0) }
    let last = Math.max(-1, from.record)
    for (const record of records.iterate(run.n, last)) {
      last = record.first_seq
      yield { holds: recordHolds(run.id, record, wanted), place: at(last, from.value) }
    }
    for (const value of values.iterate(run.n, from.value))
      yield { holds: valueIs(value), place: at(last, value.n) }
  }
}

/** What the history tells of a run: its flow's name, what started it, what it gave back, what went wrong. */
function rowHolds({ flow_name, trigger, output, error }: StoredRun, wanted: Wanted): boolean {
  return (
    textHolds(flow_name, wanted) ||
    valueHolds((parsed(trigger) as { value?: unknown } | null)?.value, wanted) ||
    valueHolds(parsed(output), wanted) ||
    errorHolds(parsed(error) ?? {}, wanted)
  )
}

/** One that is damaged is told of where it is shown. */
function parsed(json: string | null): unknown {
  try {
    return json === null ? null : JSON.parse(json)
  } catch {
    return null
  }
}
