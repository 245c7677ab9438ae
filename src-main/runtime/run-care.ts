import { AppError } from '#shared/error'
import { isOver, type RunEvent, replay } from '#shared/run'
import { type Answer, type Asked, answerIn, askedBy } from './asked.ts'
import type { LiveRuns } from './live-runs.ts'
import { checkOver, planRerun, type Rerun } from './plan-rerun.ts'
import type { RunRow } from './ports.ts'
import { hostStops, notFound } from './run-errors.ts'

/**
 * What people do about runs: answer them, do them again, put them aside, stop them all. Each answer comes when
 * what was asked is on disk. Where a run is named, all throw AppError `run.not-found`.
 */
export type RunCare = {
  /** what a run asks; nothing when it is not interrupted */
  asked(runId: string): Asked[]
  /** takes the run up where no host has. @throws AppError `run.is-over`, `run.asks-nothing`, `run.answer-does-not-fit` */
  answer(runId: string, answer: Answer): Promise<void>
  /** @returns the id of the new run. @throws AppError those of `start`, `run.not-over`, those of `planRerun` */
  retry(runId: string, rerun: Rerun): Promise<string>
  /** @throws AppError `run.not-dead` */
  dismiss(runId: string): Promise<void>
  /** @returns how many runs of the flow were told to stop */
  cancelFlow(flowId: string): Promise<number>
  /** cancels every run and refuses new ones, over restarts too. @returns how many runs were told to stop */
  stopAll(): Promise<number>
  /** lets runs start again; what was stopped stays stopped */
  resumeAll(): Promise<void>
  /** ms since the epoch; null: runs may start */
  stoppedSince(): number | null
}

export function careForRuns(runs: LiveRuns): RunCare {
  const { journal, clock, dice } = runs.parts

  const rowOf = (id: string): RunRow => {
    const row = runs.get(id) ?? journal.get(id)
    if (!row) throw notFound(id)
    return row
  }
  const eventsOf = (id: string) => journal.read(id) as RunEvent[]
  const cancelAll = (rows: readonly RunRow[]): void => {
    for (const { id } of rows) runs.cancel(id)
  }
  /** a run is cancelled in its own turn, and only then is there anything to put on disk */
  const untilOver = (rows: readonly RunRow[]) => Promise.all(rows.map(({ id }) => runs.ended(id)))

  return {
    asked(id) {
      const row = rowOf(id)
      if (isOver(row.status)) return []
      return askedBy(runs.find(id)?.loop.state ?? replay(runs.flowOf(row), eventsOf(id)))
    },
    async answer(id, answer) {
      runs.checkOpen()
      const here = runs.find(id)
      const { loop } = here ?? runs.adopt(id)
      await loop.inTurn(() => answerIn(loop, clock, answer, !here), hostStops)
      await journal.flush()
    },
    async retry(id, rerun) {
      runs.checkOpen()
      const row = rowOf(id)
      checkOver(row)
      const was = runs.flowOf(row)
      const { version } = rerun
      const flow = version ? runs.prepared(version.versionId, version.document) : was
      const versionId = version?.versionId ?? row.versionId
      const opening = planRerun({ row, events: eventsOf(id), was, flow, versionId }, rerun, dice.seed())
      const run = runs.open(opening)
      if (row.letter === 'dead') runs.mark(row, 'retried')
      await journal.flush()
      return run.row.id
    },
    async dismiss(id) {
      const row = rowOf(id)
      if (row.letter !== 'dead') throw notDead(row)
      runs.mark(row, 'dismissed')
      await journal.flush()
    },
    async cancelFlow(flowId) {
      const alive = runs.alive(flowId)
      cancelAll(alive)
      await untilOver(alive)
      return alive.length
    },
    async stopAll() {
      const alive = runs.alive()
      try {
        runs.killSwitch.turnOn(clock.now())
      } finally {
        cancelAll(alive)
      }
      await untilOver(alive)
      return alive.length
    },
    async resumeAll() {
      runs.killSwitch.turnOff()
    },
    stoppedSince: () => runs.killSwitch.since,
  }
}

const notDead = (row: RunRow): AppError =>
  new AppError({
    code: 'run.not-dead',
    message: `The run ${row.id} is not among the dead letters.`,
    fix: 'See them with: blockloom runs list --dead',
    details: { run: row.id },
  })
