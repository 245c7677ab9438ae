import {
  Check,
  CircleDashed,
  Clock,
  FastForward,
  Filter,
  Pause,
  Play,
  Square,
  TriangleAlert,
  X,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TriggerState } from '#shared/contract'
import type { RunStatus, RunSummary } from '#shared/run'
import { Button } from '../../ui/button.tsx'
import { ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { capital, sayDay, sayTook } from '../../ui/say-time.ts'
import { type Past, useTriggerHistory } from './use-trigger-history.ts'

/** Runs that it started, and what happened and started none; the newest first. */
export function TriggerHistory({ trigger, now }: { trigger: TriggerState; now: number }) {
  const { t } = useTranslation('triggers')
  const { past, error, more } = useTriggerHistory(trigger)
  return (
    <section className="trigger-history" aria-labelledby="trigger-history">
      <h2 id="trigger-history" className="trigger-history-title label">
        {t('history')}
      </h2>
      {error && (
        <div className="trigger-history-place">
          <ErrorBox error={error} />
        </div>
      )}
      {!past && !error && (
        <div className="trigger-history-place">
          <LoadingBars label={t('loadingHistory')} widths={[50, 60, 44]} />
        </div>
      )}
      {past?.length === 0 && <p className="trigger-history-place muted">{t('nothingYet')}</p>}
      {past && past.length > 0 && (
        <ul>
          {past.map((one) => (
            <li key={'run' in one ? one.run.id : `${one.at} ${one.note.what} ${one.note.text}`}>
              <PastLine past={one} now={now} />
            </li>
          ))}
        </ul>
      )}
      {more && (
        <Button kind="line" className="trigger-history-more" onClick={more}>
          {t('showOlder')}
        </Button>
      )}
    </section>
  )
}

function PastLine({ past, now }: { past: Past; now: number }) {
  if ('run' in past) return <RunLine run={past.run} now={now} />
  const { at, what, text } = past.note
  const { Icon, tone } = NOTES[what]
  return (
    <div className="trigger-past">
      <span className={tone}>
        <Icon size={16} aria-hidden />
      </span>
      <span className="trigger-past-text">
        <NoteWord what={what} /> <span className="muted">{text}</span>
      </span>
      <time className="sm muted num" dateTime={new Date(at).toISOString()}>
        {capital(sayDay(at, now, true))}
      </time>
      <span />
    </div>
  )
}

const NOTES = {
  missed: { Icon: FastForward, tone: 'warn' },
  dropped: { Icon: Filter, tone: 'warn' },
  skipped: { Icon: Filter, tone: 'warn' },
  failed: { Icon: TriangleAlert, tone: 'danger' },
} as const

function NoteWord({ what }: { what: keyof typeof NOTES }) {
  const { t } = useTranslation('triggers')
  return t(`note.${what}`)
}

const RUNS: Readonly<Record<RunStatus, { Icon: typeof Check; tone: string }>> = {
  queued: { Icon: CircleDashed, tone: 'muted' },
  running: { Icon: Play, tone: 'trigger-past-running' },
  paused: { Icon: Pause, tone: 'muted' },
  waiting: { Icon: Clock, tone: 'muted' },
  succeeded: { Icon: Check, tone: 'ok' },
  failed: { Icon: X, tone: 'danger' },
  cancelled: { Icon: Square, tone: 'muted' },
  interrupted: { Icon: TriangleAlert, tone: 'warn' },
}

function RunLine({ run, now }: { run: RunSummary; now: number }) {
  const { t } = useTranslation('triggers')
  const { Icon, tone } = RUNS[run.status]
  return (
    <a className="trigger-past" href={`#/runs/${run.id}`}>
      <span className={tone}>
        <Icon size={16} aria-hidden />
      </span>
      <span className="trigger-past-text">
        {t(`ran.${run.status}`)} {run.error && <span className="muted">{run.error.message}</span>}
      </span>
      <time className="sm muted num" dateTime={new Date(run.queuedAt).toISOString()}>
        {capital(sayDay(run.queuedAt, now, true))}
      </time>
      <span className="trigger-past-took sm muted num">
        {run.durationMs === null ? '' : sayTook(run.durationMs)}
      </span>
    </a>
  )
}
