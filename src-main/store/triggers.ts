import type Database from 'better-sqlite3'
import type { AppErrorShape } from '#shared/error'
import type { Json } from '#shared/flow'
import type { HatId, SwitchedOn, TriggerNote, TriggerRecord, TriggerStore } from '../runtime/ports.ts'
import type { Guard } from './guard.ts'
import { NEWEST_OF_FLOW } from './newest-of-flow.ts'
import { createTriggerFiles } from './trigger-files.ts'

/** Ids of calls that are remembered for each trigger; older ones are forgotten. */
const KEYS_KEPT = 100_000
const NOTES_KEPT = 200
/** Records that stay in memory after they were written; most of ten thousand triggers do nothing for hours. */
const RECORDS_KEPT = 2000

export type StoredTriggers = TriggerStore & {
  /** on disk when it returns */
  switchOn(flow: SwitchedOn): void
  switchOff(flowId: string): void
  /** newest first */
  notes(hat: HatId, most: number): TriggerNote[]
  /** what waits goes into the transaction that is open; @returns what is to be called when it was committed */
  write(): () => void
  /** the flow was deleted, its rows are gone */
  forget(flowId: string): void
}

type Row = {
  enabled: number
  due: number | null
  fired_at: number | null
  fired: number
  missed: number
  dropped: number
  failed: number
  error: string | null
  memory: string
}
type Key = { hat: HatId; key: string; runId: string; at: number }

const UNTOUCHED: TriggerRecord = {
  enabled: true,
  due: null,
  firedAt: null,
  fired: 0,
  missed: 0,
  dropped: 0,
  failed: 0,
  error: null,
  memory: null,
}

const nameOf = ({ flowId, block }: HatId): string => `${flowId}\n${block}`

/** What triggers remember. `touch` asks for a commit soon; the journal's commit calls `write`. */
export function createTriggers(database: Database.Database, guard: Guard, touch: () => void): StoredTriggers {
  const statements = prepare(database)
  const known = new Map<string, TriggerRecord>()
  const changed = new Map<string, HatId>()
  const keys = new Map<string, Key>()
  let notes: { hat: HatId; note: TriggerNote }[] = []
  const files = createTriggerFiles(database, touch)

  const read = (hat: HatId): TriggerRecord => {
    const name = nameOf(hat)
    const here = known.get(name)
    if (here) return here
    const row = statements.read.get(hat.flowId, hat.block)
    const record = row ? recordOf(row) : UNTOUCHED
    known.set(name, record)
    return record
  }

  const { seen, see, unsee, noticed, notice, unnotice } = files
  return {
    ...{ seen, see, unsee, noticed, notice, unnotice },
    switchedOn: () => statements.switchedOn.all(),
    switchOn: ({ flowId, versionId, since }) =>
      guard(() => void statements.switchOn.run(flowId, versionId, since)),
    switchOff: (flowId) => guard(() => void statements.switchOff.run(flowId)),
    read,
    change(hat, change) {
      const name = nameOf(hat)
      known.set(name, { ...read(hat), ...change })
      changed.set(name, hat)
      touch()
    },
    note(hat, note) {
      notes.push({ hat, note })
      touch()
    },
    notes(hat, most) {
      const waiting = notes.filter(
        ({ hat: { flowId, block } }) => flowId === hat.flowId && block === hat.block,
      )
      const stored = statements.notes.all(hat.flowId, hat.block, most)
      return [...waiting.map(({ note }) => note).reverse(), ...stored].slice(0, most)
    },
    runOf: (hat, key) =>
      keys.get(`${nameOf(hat)}\n${key}`)?.runId ?? statements.runOf.get(hat.flowId, hat.block, key),
    keep(hat, key, runId, at) {
      keys.set(`${nameOf(hat)}\n${key}`, { hat, key, runId, at })
      touch()
    },
    lastFired: ({ flowId, block }, most) => statements.lastFired.all(flowId, block, most),
    write() {
      for (const hat of changed.values()) statements.put(hat, read(hat))
      for (const key of keys.values()) statements.keep(key)
      for (const { hat, note } of notes) statements.note(hat, note)
      const written = files.write()
      return () => {
        changed.clear()
        if (known.size > RECORDS_KEPT) known.clear()
        keys.clear()
        notes = []
        written()
      }
    },
    forget(flowId) {
      const here = ({ hat }: { hat: HatId }) => hat.flowId === flowId
      for (const [name, hat] of changed) if (hat.flowId === flowId) changed.delete(name)
      for (const name of known.keys()) if (name.startsWith(`${flowId}\n`)) known.delete(name)
      for (const [name, key] of keys) if (here(key)) keys.delete(name)
      files.forget(flowId)
      notes = notes.filter((note) => !here(note))
    },
  }
}

function prepare(database: Database.Database) {
  const put = database.prepare(
    `INSERT INTO triggers (flow_id, block, enabled, due, fired_at, fired, missed, dropped, failed, error, memory)
     VALUES (?,?,?,?,?,?,?,?,?,?,?)
     ON CONFLICT DO UPDATE SET enabled = excluded.enabled, due = excluded.due, fired_at = excluded.fired_at,
       fired = excluded.fired, missed = excluded.missed, dropped = excluded.dropped,
       failed = excluded.failed, error = excluded.error,
       memory = excluded.memory`,
  )
  const keep = database.prepare(
    'INSERT OR IGNORE INTO trigger_keys (flow_id, block, key, run_id, at) VALUES (?,?,?,?,?)',
  )
  const dropKeys = database.prepare('DELETE FROM trigger_keys WHERE n <= ?')
  const note = database.prepare(
    'INSERT INTO trigger_notes (flow_id, block, at, what, text) VALUES (?,?,?,?,?)',
  )
  const dropNotes = database.prepare(
    `DELETE FROM trigger_notes WHERE flow_id = ? AND block = ? AND n <= (
       SELECT n FROM trigger_notes WHERE flow_id = ? AND block = ? ORDER BY n DESC LIMIT 1 OFFSET ${NOTES_KEPT})`,
  )
  return {
    switchedOn: database.prepare<[], SwitchedOn>(
      'SELECT flow_id AS flowId, version_id AS versionId, since FROM switched_on ORDER BY since, flow_id',
    ),
    switchOn: database.prepare(
      `INSERT INTO switched_on (flow_id, version_id, since) VALUES (?,?,?)
       ON CONFLICT DO UPDATE SET version_id = excluded.version_id`,
    ),
    switchOff: database.prepare('DELETE FROM switched_on WHERE flow_id = ?'),
    read: database.prepare<[string, string], Row>('SELECT * FROM triggers WHERE flow_id = ? AND block = ?'),
    runOf: database
      .prepare<[string, string, string], string>(
        'SELECT run_id FROM trigger_keys WHERE flow_id = ? AND block = ? AND key = ?',
      )
      .pluck() as Database.Statement<[string, string, string], string>,
    lastFired: database
      .prepare<[string, string, number], number>(
        `SELECT coalesce(starts_at, queued_at) FROM (${NEWEST_OF_FLOW})
         WHERE "trigger" ->> 'block' = ? AND rerun IS NULL
         ORDER BY n DESC LIMIT ?`,
      )
      .pluck() as Database.Statement<[string, string, number], number>,
    notes: database.prepare<[string, string, number], TriggerNote>(
      'SELECT at, what, text FROM trigger_notes WHERE flow_id = ? AND block = ? ORDER BY n DESC LIMIT ?',
    ),
    put({ flowId, block }: HatId, record: TriggerRecord): void {
      const { enabled, due, firedAt, fired, missed, dropped, failed, error, memory } = record
      put.run(
        ...[flowId, block, enabled ? 1 : 0, due, firedAt, fired, missed, dropped, failed],
        ...[error && JSON.stringify(error), JSON.stringify(memory)],
      )
    },
    keep({ hat, key, runId, at }: Key): void {
      const { lastInsertRowid } = keep.run(hat.flowId, hat.block, key, runId, at)
      const n = Number(lastInsertRowid)
      if (n > KEYS_KEPT && n % 1000 === 0) dropKeys.run(n - KEYS_KEPT)
    },
    note({ flowId, block }: HatId, { at, what, text }: TriggerNote): void {
      note.run(flowId, block, at, what, text)
      dropNotes.run(flowId, block, flowId, block)
    },
  }
}

const recordOf = (row: Row): TriggerRecord => ({
  enabled: row.enabled === 1,
  due: row.due,
  firedAt: row.fired_at,
  fired: row.fired,
  missed: row.missed,
  dropped: row.dropped,
  failed: row.failed,
  error: row.error === null ? null : (JSON.parse(row.error) as AppErrorShape),
  memory: JSON.parse(row.memory) as Json,
})
