import type Database from 'better-sqlite3'
import { DEFAULT_SETTINGS, type FlowSettings } from '#shared/flow'

/**
 * What pruning does, in small pieces. Invariants:
 * - a run that is marked as pruned may have records left for a while; one that is not marked has them all;
 * - every run of a flow up to `up_to` is done with, or stands in `prune_later`;
 * - nothing is written before `writing` was called, so that a look around costs no commit.
 */

type KeepRuns = FlowSettings['keepRuns']
type Candidate = { n: number; id: string; at: number; alive: number; dead: number }

const ALIVE = `runs.status IN ('queued', 'running', 'paused', 'waiting', 'interrupted')`
/** Dead letters may be done again from where they failed, also long after. */
const DEAD = `coalesce(runs.letter, '') = 'dead'`

const DAY_MS = 86_400_000
/** rows, and pages, that one piece takes away */
const PIECE = 16
/** free pages that stay in the file for the next runs: this many, or an eighth of the file */
const LEAST_FREE = 256

function statementsOf(database: Database.Database) {
  const from = `SELECT n, id, coalesce(ended_at, queued_at) AS at, ${ALIVE} AS alive, ${DEAD} AS dead FROM runs`
  return {
    nextFlow: database
      .prepare<[string], string>('SELECT flow_id FROM runs WHERE flow_id > ? ORDER BY flow_id LIMIT 1')
      .pluck(),
    keepOf: database
      .prepare<[string], string | null>(
        `SELECT json_extract(document, '$.settings.keepRuns') FROM
           (SELECT id, document FROM flows UNION ALL SELECT id, document FROM deleted_flows) WHERE id = ?`,
      )
      .pluck(),
    upTo: database.prepare<[string], number>('SELECT up_to FROM pruned_flows WHERE flow_id = ?').pluck(),
    beyondCount: database
      .prepare<[string, number], number>(
        'SELECT n FROM runs WHERE flow_id = ? ORDER BY n DESC LIMIT 1 OFFSET ?',
      )
      .pluck(),
    oldest: database.prepare<[string, number], Candidate>(
      `${from} WHERE flow_id = ? AND n > ? ORDER BY n LIMIT 1`,
    ),
    later: database.prepare<[number], Candidate>(
      `${from} JOIN prune_later ON prune_later.run = runs.n WHERE runs.n > ? ORDER BY runs.n LIMIT 1`,
    ),
    originsOfLiving: database
      .prepare<[], string>(
        `SELECT json_extract(rerun, '$.origin.runId') FROM runs
           WHERE status <> 'succeeded' AND ${ALIVE} AND rerun IS NOT NULL`,
      )
      .pluck(),
    putUpTo: database.prepare(
      'INSERT INTO pruned_flows (flow_id, up_to) VALUES (?,?) ON CONFLICT DO UPDATE SET up_to = excluded.up_to',
    ),
    putLater: database.prepare('INSERT INTO prune_later (run) VALUES (?) ON CONFLICT DO NOTHING'),
    dropLater: database.prepare('DELETE FROM prune_later WHERE run = ?'),
    // large values go: of what a run began with and gave only the small is part of the summary
    mark: database.prepare(
      `UPDATE runs SET pruned_at = ?, output = CASE WHEN output_large IS NULL THEN output END,
         output_large = NULL, trigger_large = NULL WHERE n = ? AND pruned_at IS NULL`,
    ),
    dropRecords: database.prepare(
      'DELETE FROM records WHERE n IN (SELECT n FROM records WHERE run = ? LIMIT ?)',
    ),
    uses: database
      .prepare<[number, number], number>('SELECT value FROM large_value_uses WHERE run = ? LIMIT ?')
      .pluck(),
    dropUse: database.prepare('DELETE FROM large_value_uses WHERE run = ? AND value = ?'),
    dropUnused: database.prepare(
      'DELETE FROM large_values WHERE n = ? AND NOT EXISTS (SELECT 1 FROM large_value_uses WHERE value = large_values.n)',
    ),
  }
}

export type RunPruner = {
  /**
   * One round over everything, a small piece each time it is asked to go on. A round may be given up between
   * two pieces; the next one goes on from what is in the database.
   * @param now ms since the epoch
   * @param writing to be called before each write: begins a transaction where none is open
   * @param pruned told of each run that is about to lose its steps
   */
  round(now: number, writing: () => void, pruned?: (runId: string) => void): Generator<void>
}

export function createRunPruner(database: Database.Database): RunPruner {
  const on = statementsOf(database)
  let origins: ReadonlySet<string> = new Set()
  let told: (runId: string) => void = () => {}
  const isNeeded = (run: Candidate) => Boolean(run.alive || run.dead || origins.has(run.id))

  function* prune({ n, id }: Candidate, now: number, writing: () => void): Generator<void> {
    writing()
    told(id)
    on.mark.run(now, n)
    for (;;) {
      writing()
      const records = on.dropRecords.run(n, PIECE).changes
      const values = on.uses.all(n, PIECE) as number[]
      for (const value of values) {
        on.dropUse.run(n, value)
        on.dropUnused.run(value)
      }
      yield
      if (records < PIECE && values.length < PIECE) return
    }
  }

  function* pruneFlow(flow: string, now: number, writing: () => void): Generator<void> {
    const { days, count } = keepRunsOf(on.keepOf.get(flow) as string | null | undefined)
    const beyond = (on.beyondCount.get(flow, count) as number | undefined) ?? -1
    const before = now - days * DAY_MS
    let upTo = (on.upTo.get(flow) as number | undefined) ?? 0
    for (;;) {
      const run = on.oldest.get(flow, upTo)
      if (!run || (run.n > beyond && run.at > before)) return
      const needed = isNeeded(run)
      if (!needed) yield* prune(run, now, writing)
      writing()
      if (needed) on.putLater.run(run.n)
      upTo = run.n
      on.putUpTo.run(flow, upTo)
      yield
    }
  }

  function* pruneLater(now: number, writing: () => void): Generator<void> {
    let after = 0
    for (let run = on.later.get(after); run; run = on.later.get(after)) {
      after = run.n
      if (!isNeeded(run)) {
        yield* prune(run, now, writing)
        writing()
        on.dropLater.run(run.n)
      }
      yield
    }
  }

  function* shrink(writing: () => void): Generator<void> {
    const pages = (pragma: string) => Number(database.pragma(pragma, { simple: true }))
    while (pages('freelist_count') > Math.max(LEAST_FREE, pages('page_count') / 8)) {
      writing()
      database.pragma(`incremental_vacuum(${PIECE})`)
      yield
    }
  }

  return {
    *round(now, writing, pruned = () => {}) {
      told = pruned
      origins = new Set(on.originsOfLiving.all() as string[])
      yield* pruneLater(now, writing)
      for (let flow = on.nextFlow.get(''); flow !== undefined; flow = on.nextFlow.get(flow as string)) {
        yield* pruneFlow(flow as string, now, writing)
        yield
      }
      yield* shrink(writing)
    },
  }
}

/** Of a flow that is gone, or one that is not kept, the default holds; what is no number is no rule. */
function keepRunsOf(text: string | null | undefined): KeepRuns {
  const given = text ? (JSON.parse(text) as Partial<Record<keyof KeepRuns, unknown>>) : {}
  const whole = (value: unknown, otherwise: number) =>
    Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : otherwise
  const { days, count } = DEFAULT_SETTINGS.keepRuns
  return { days: whole(given?.days, days), count: whole(given?.count, count) }
}
