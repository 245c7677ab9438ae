import { AppError } from '#shared/error'
import type { RunRow } from './ports.ts'

export const notFound = (id: string): AppError =>
  new AppError({
    code: 'run.not-found',
    message: `There is no run ${id.slice(0, 100)}.`,
    fix: 'See the runs with: blockloom runs list',
    details: { run: id },
  })

export const versionGone = (row: RunRow): AppError =>
  new AppError({
    code: 'version.not-found',
    message: `The version of "${row.flowName}" that run ${row.id} belongs to is gone.`,
    fix: 'Cancel the run, or bring the data folder back from a backup.',
  })

export const engineBroke = (bug: unknown): AppError =>
  new AppError({
    code: 'engine.broke',
    message: `Blockloom made a mistake and stopped this run: ${bug instanceof Error ? bug.message : String(bug)}`,
    fix: 'Report it with the flow that shows it. What the run did so far is in its history.',
  })

export const hostStops = (): AppError =>
  new AppError({
    code: 'host.stops',
    message: 'Blockloom is closing: no run can start now.',
    fix: 'Start it again, then run the flow.',
  })

export const runIsOver = (row: RunRow): AppError =>
  new AppError({
    code: 'run.is-over',
    message: `The run ${row.id} is over: it is ${row.status}.`,
    fix: 'Do it again with: blockloom runs retry',
    details: { run: row.id },
  })
