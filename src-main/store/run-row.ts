import type { AppErrorShape } from '#shared/error'
import type { Json } from '#shared/flow'
import type { RunStatus, Trigger } from '#shared/run'
import type { RunRow } from '../runtime/ports.ts'
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
}

/** @throws AppError `store.damaged-record` */
export function runRowOf(stored: StoredRun): RunRow {
  try {
    return {
      id: stored.id,
      flowId: stored.flow_id,
      flowName: stored.flow_name,
      versionId: stored.version_id,
      status: stored.status as RunStatus,
      trigger: JSON.parse(stored.trigger) as Trigger,
      queuedAt: stored.queued_at,
      startedAt: stored.started_at,
      endedAt: stored.ended_at,
      steps: stored.steps,
      ...(stored.output !== null && { output: JSON.parse(stored.output) as Json }),
      ...(stored.error !== null && { error: JSON.parse(stored.error) as AppErrorShape }),
    }
  } catch (cause) {
    if (cause instanceof SyntaxError) throw damagedRecord(`The run ${stored.id}`, { run: stored.id })
    throw cause
  }
}

const textOf = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))

/** The columns that change, in the order of the statements in journal-writer.ts. */
export const changingColumns = (run: RunRow) =>
  [run.status, run.startedAt, run.endedAt, run.steps, textOf(run.output), textOf(run.error)] as const

/** The columns that are set once, in the order of the statements in journal-writer.ts. */
export const fixedColumns = (run: RunRow) =>
  [run.id, run.flowId, run.flowName, run.versionId, JSON.stringify(run.trigger), run.queuedAt] as const
