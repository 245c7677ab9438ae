import i18next from 'i18next'
import type { RunStatus, RunSummary, StepView } from '#shared/run'
import type { RunResult } from '../../model/runs-filter.ts'
import { capital, sayClock, sayDate, sayTook } from '../../ui/say-time.ts'
import type { Tone } from '../../ui/tag.tsx'

const say = (key: string, more: Record<string, unknown> = {}) => i18next.t(key, { ns: 'runs', ...more })

export type StepStatus = StepView['status']

export const TONES: Readonly<Record<RunStatus, Tone>> = {
  queued: 'quiet',
  running: 'running',
  paused: 'quiet',
  waiting: 'quiet',
  succeeded: 'ok',
  failed: 'danger',
  cancelled: 'quiet',
  interrupted: 'warn',
}

/** ms since the epoch: when it began, or when it was asked for while it waits in the queue. */
export const beganAt = ({ startedAt, queuedAt }: RunSummary): number => startedAt ?? queuedAt

/** How long it took; of a living run how long it has been alive. Null before it began. */
export function tookMs({ startedAt, durationMs, endedAt }: RunSummary, now: number): number | null {
  if (startedAt === null) return null
  return durationMs ?? (endedAt ?? now) - startedAt
}

/** "today 12:04 · 1.8 s · 28 steps" */
export function sayRun(run: RunSummary, now: number): string {
  const took = tookMs(run, now)
  const when = `${sayDate(beganAt(run), now)} ${sayClock(beganAt(run))}`
  return [when, ...(took === null ? [] : [sayTook(took)]), say('steps', { count: run.steps })].join(' · ')
}

/** What started it, in a few words. */
export const sayTrigger = ({ trigger }: RunSummary): string => sayStart(trigger.type)

/** @param type of a hat */
export function sayStart(type: string): string {
  const key = `trigger.${type.replace('/', '.')}`
  return i18next.exists(key, { ns: 'runs' }) ? say(key) : type
}

export const sayStatus = (status: RunStatus): string => say(`status.${status}`)
export const sayResult = (result: RunResult): string => say(`status.${result}`)
export const sayStepStatus = (status: StepStatus | 'later'): string => say(`stepStatus.${status}`)
export const sayDayTitle = (at: number, now: number): string => capital(sayDate(at, now))
