import type Database from 'better-sqlite3'
import { AppError } from '#shared/error'
import { isOver, type JournalEntry } from '#shared/run'
import type { Clock, Journal, RunRow } from '../runtime/ports.ts'
import { createBlockStates, type StoredBlockStates } from './block-states.ts'
import { createGroupCommit } from './group-commit.ts'
import type { Guard } from './guard.ts'
import { createJournalReader, type JournalReader } from './journal-reader.ts'
import { createJournalWriter, type JournalStats, type RunChange } from './journal-writer.ts'
import { createKeptVariables, type StoredKeptVariables } from './kept-variables.ts'
import type { LargeValues } from './large-values.ts'
import { createTriggers, type StoredTriggers } from './triggers.ts'

/**
 * The truth about runs. Invariants:
 * - a run's entries have seq 0, 1, 2, ... without gaps, on disk and in the buffer;
 * - the buffer is emptied only after a COMMIT that succeeded;
 * - nothing else begins a transaction that outlives a turn on this connection.
 */
export type StoredJournal = Journal & {
  readonly stats: Readonly<JournalStats>
  /** Puts the buffer on disk in this turn, for a read that follows. @returns whether it succeeded */
  settle(): boolean
  halted(): AppError | null
  stop(): void
}

type LiveRun = RunChange & { nextSeq: number; waiting: boolean }

export type JournalPorts = {
  clock: Clock
  guard: Guard
  explain(cause: unknown): AppError
  endOfTurn?: (then: () => void) => void
  /** after every commit that succeeded */
  committed?: () => void
}

/** The journal, the kept variables, what blocks and triggers remember: all go into the same commits. */
export function createJournal(
  database: Database.Database,
  large: LargeValues,
  ports: JournalPorts,
): {
  journal: StoredJournal
  kept: StoredKeptVariables
  states: StoredBlockStates
  triggers: StoredTriggers
} {
  const reader = createJournalReader(database, large)
  const writer = createJournalWriter(database, large)
  const live = new Map<string, LiveRun>()
  let waiting: LiveRun[] = []
  const kept = createKeptVariables(database, () => group.touch(1))
  const states = createBlockStates(database, () => group.touch(1))
  const triggers = createTriggers(database, ports.guard, () => group.touch(1))

  const group = createGroupCommit({
    ...ports,
    commit() {
      let triggersWritten = () => {}
      const numbers = writer.write(waiting, {
        kept: kept.changes(),
        states: states.changes(),
        triggers: () => {
          triggersWritten = triggers.write()
        },
      })
      kept.written()
      states.written()
      triggersWritten()
      for (const [i, run] of waiting.entries()) settled(run, numbers[i] as number)
      waiting = []
      ports.committed?.()
    },
  })

  function settled(run: LiveRun, n: number): void {
    Object.assign(run, { n, rowChanged: false, entries: [], waiting: false })
    if (isOver(run.run.status)) live.delete(run.run.id)
  }

  function touch(run: LiveRun, events: number): void {
    if (!run.waiting) waiting.push(run)
    run.waiting = true
    group.touch(events)
  }

  function liveRun(id: string): LiveRun {
    const known = live.get(id)
    if (known) return known
    const found = reader.find(id)
    if (!found) throw new Error(`the journal knows no run ${id}`)
    const nextSeq = reader.nextSeq(found.n)
    const run = { ...found, nextSeq, rowChanged: false, entries: [], waiting: false }
    live.set(id, run)
    return run
  }

  const journal: StoredJournal = {
    openRun(run) {
      if (live.has(run.id)) throw new Error(`run ${run.id} was opened twice`)
      const opened = { run, n: null, nextSeq: 0, rowChanged: true, entries: [], waiting: false }
      live.set(run.id, opened)
      touch(opened, 1)
    },
    changeRun(id, change) {
      const run = liveRun(id)
      run.run = { ...run.run, ...change }
      run.rowChanged = true
      touch(run, 1)
    },
    append(runId, entries) {
      const run = liveRun(runId)
      run.nextSeq = checkSeq(runId, run.nextSeq, entries)
      for (const entry of entries) run.entries.push(entry)
      touch(run, entries.length)
    },
    flush: group.flush,
    read: (runId) => readAll(reader, live.get(runId), runId),
    walk: (runId, from = 0) => walk(reader, live, runId, from),
    unfinished: () => unfinished(reader, live),
    get: (runId) => live.get(runId)?.run ?? reader.find(runId)?.run,
    begunBefore: reader.begunBefore,
    onHalt: group.onHalt,
    halted: group.halted,
    settle: group.now,
    stop: group.stop,
    stats: writer.stats,
  }
  return { journal, kept, states, triggers }
}

function checkSeq(runId: string, from: number, entries: readonly JournalEntry[]): number {
  let next = from
  for (const { seq } of entries) {
    if (seq !== next) throw new Error(`run ${runId}: event ${seq} where ${next} should follow`)
    next += 1
  }
  return next
}

function readAll(reader: JournalReader, live: LiveRun | undefined, runId: string): JournalEntry[] {
  const found = live ?? reader.find(runId)
  if (found?.run.prunedAt !== undefined) throw pruned(found.run)
  const n = found?.n ?? null
  const onDisk = n === null ? [] : reader.entries(n, runId)
  return live ? onDisk.concat(live.entries) : onDisk
}

function* walk(
  reader: JournalReader,
  live: ReadonlyMap<string, LiveRun>,
  runId: string,
  from: number,
): Generator<readonly JournalEntry[]> {
  let next = from
  for (;;) {
    const found = live.get(runId) ?? reader.find(runId)
    if (found?.run.prunedAt !== undefined) throw pruned(found.run)
    const piece = found?.n ? reader.piece(found.n, runId, next) : []
    const rest = piece.length > 0 ? piece : (live.get(runId)?.entries ?? []).filter(({ seq }) => seq >= next)
    if (rest.length === 0) return
    next += rest.length
    yield rest
  }
}

function unfinished(reader: JournalReader, live: ReadonlyMap<string, LiveRun>): RunRow[] {
  const onDisk = reader.unfinished().map((run) => live.get(run.id)?.run ?? run)
  const fresh = [...live.values()].filter(({ n }) => n === null).map(({ run }) => run)
  return [...onDisk, ...fresh].filter(({ status }) => !isOver(status))
}

const pruned = ({ id, flowName, prunedAt }: RunRow): AppError =>
  new AppError({
    code: 'run.pruned',
    message: `The steps of run ${id} of "${flowName}" are no longer kept; its summary is.`,
    fix: 'To keep the steps of more runs, raise "keepRuns" in the settings of the flow.',
    details: { run: id, prunedAt },
  })
