import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { isOver, type RunSummary } from '#shared/run'
import { sayClock, sayDay, sayTook } from '../../ui/say-time.ts'
import { beganAt, sayStatus, sayTrigger, tookMs } from './run-words.ts'
import { RunMark } from './status-mark.tsx'

type RunRowProps = { run: RunSummary; now: number; chosen: boolean; withDate: boolean }

/** One line of the history. A run that is over does not change with the time. */
export const RunRow = memo(
  RunLine,
  (before, after) =>
    before.run === after.run &&
    before.chosen === after.chosen &&
    before.withDate === after.withDate &&
    (isOver(after.run.status) || before.now === after.now),
)

function RunLine({ run, now, chosen, withDate }: RunRowProps) {
  const took = tookMs(run, now)
  return (
    <li>
      <a className="list-row" href={`#/runs/${run.id}`} aria-current={chosen ? 'true' : undefined}>
        <RunMark status={run.status} />
        <span className="list-row-what">
          <b className="clip">{run.flowName}</b>
          <small className="clip">{sayTrigger(run)}</small>
        </span>
        <span className="run-row-when clip">
          <When run={run} now={now} withDate={withDate} />
        </span>
        <span className="list-row-last num">{took === null ? '' : sayTook(took)}</span>
      </a>
    </li>
  )
}

/** Of a living run what it is doing, else when it was. */
function When({ run, now, withDate }: Omit<RunRowProps, 'chosen'>) {
  const { t } = useTranslation('runs')
  if (run.status === 'running') return t('atStep', { count: run.steps + 1 })
  if (run.questions) return <span className="run-row-for-you">{t('question:asks')}</span>
  if (!isOver(run.status)) return sayStatus(run.status).toLocaleLowerCase()
  return withDate ? sayDay(beganAt(run), now) : sayClock(beganAt(run))
}
