import type { AppErrorShape } from '#shared/error'
import type { Json } from '#shared/flow'
import type { Letter, RunStatus, Trigger } from '#shared/run'
import type { RunRow } from '../runtime/ports.ts'
import type { LargeValues } from './large-values.ts'
import { Fetcher, isLarge, type KeepText, type LargeRef, Lifter } from './lift-large.ts'
import { damagedRecord } from './storage-error.ts'

/** A row of the table `runs`, as SQLite gives it. */
export type StoredRun = {
  n: number
  id: string
  flow_id: string
  flow_name: string
  version_id: string
  status: string
  trigger: string
  queued_at: number
  started_at: number | null
  ended_at: number | null
  steps: number
  output: string | null
  error: string | null
  trigger_large: string | null
  output_large: string | null
  pruned_at: number | null
  rerun: string | null
  letter: string | null
  starts_at: number | null
}

/** @throws AppError `store.damaged-record` */
export function runRowOf(stored: StoredRun, large: LargeValues): RunRow {
  try {
    const fetcher = new Fetcher((hash) => large.read(hash, { run: stored.id }))
    const whole = (text: string, refs: string | null) =>
      fetcher.putBack(JSON.parse(text), refs === null ? [] : (JSON.parse(refs) as LargeRef[]))
    return {
      id: stored.id,
      flowId: stored.flow_id,
      flowName: stored.flow_name,
      versionId: stored.version_id,
      status: stored.status as RunStatus,
      trigger: whole(stored.trigger, stored.trigger_large) as Trigger,
      queuedAt: stored.queued_at,
      startedAt: stored.started_at,
      endedAt: stored.ended_at,
      steps: stored.steps,
      ...(stored.output !== null && { output: whole(stored.output, stored.output_large) as Json }),
      ...(stored.error !== null && { error: JSON.parse(stored.error) as AppErrorShape }),
      ...(stored.pruned_at !== null && { prunedAt: stored.pruned_at }),
      ...(stored.rerun !== null &&
        (JSON.parse(stored.rerun) as Pick<RunRow, 'origin' | 'attempt' | 'parent'>)),
      ...(stored.starts_at !== null && { startsAt: stored.starts_at }),
      ...(stored.letter !== null && { letter: stored.letter as Letter }),
    }
  } catch (cause) {
    if (cause instanceof SyntaxError) throw damagedRecord(`The run ${stored.id}`, { run: stored.id })
    throw cause
  }
}

const textOf = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))

/** A value's column, and the one that says where large values belong in it. */
function columnsOf(value: unknown, keep: KeepText): [text: string | null, large: string | null] {
  if (!isLarge(value)) return [textOf(value), null]
  const { rest, refs } = new Lifter(keep).lift(value)
  return [textOf(rest), JSON.stringify(refs)]
}

/** The columns that change, in the order of the statements in journal-writer.ts. */
export const changingColumns = (run: RunRow, keep: KeepText) =>
  [
    run.status,
    run.startedAt,
    run.endedAt,
    run.steps,
    ...columnsOf(run.output, keep),
    textOf(run.error),
    run.letter ?? null,
  ] as const

/** The column `rerun`: where a run comes from. */
const linksOf = ({ origin, attempt, parent }: RunRow): string | null =>
  origin || attempt || parent ? JSON.stringify({ origin, attempt, parent }) : null

/** The columns that are set once, in the order of the statements in journal-writer.ts. */
export const fixedColumns = (run: RunRow, keep: KeepText) =>
  [
    run.id,
    run.flowId,
    run.flowName,
    run.versionId,
    ...columnsOf(run.trigger, keep),
    run.queuedAt,
    linksOf(run),
    run.startsAt ?? null,
  ] as const
