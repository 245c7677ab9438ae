import { type KeyboardEvent, type MouseEvent, memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isOver, type RunSummary } from '#shared/run'
import { sayClock, sayDay, sayTook } from '../../ui/say-time.ts'
import { beganAt, sayStatus, sayTrigger, tookMs } from './run-words.ts'
import { RunMark } from './status-mark.tsx'

type RunRowProps = {
  run: RunSummary
  now: number
  /** it is the one that is looked at */
  chosen: boolean
  withDate: boolean
  /** it is one of several that something is to be done about */
  ticked: boolean
  /** always the same function. @param upTo all from the one before */
  onTick(id: string, upTo: boolean): void
}

/** One line of the history. A run that is over does not change with the time. */
export const RunRow = memo(
  RunLine,
  (before, after) =>
    before.run === after.run &&
    before.chosen === after.chosen &&
    before.withDate === after.withDate &&
    before.ticked === after.ticked &&
    (isOver(after.run.status) || before.now === after.now),
)

function RunLine({ run, now, chosen, withDate, ticked, onTick }: RunRowProps) {
  const { t } = useTranslation('runs')
  const shift = useRef(false)
  const took = tookMs(run, now)
  const onClick = (event: MouseEvent) => {
    if (!event.shiftKey) return
    event.preventDefault()
    onTick(run.id, true)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== ' ') return
    event.preventDefault()
    onTick(run.id, event.shiftKey)
  }
  const seeShift = (event: { shiftKey: boolean }) => {
    shift.current = event.shiftKey
  }
  return (
    <li className={`run-item${ticked ? ' run-item-ticked' : ''}`}>
      <label className="run-tick" onPointerDown={seeShift}>
        <input
          type="checkbox"
          aria-label={t('choice.run', { flow: run.flowName, when: sayDay(beganAt(run), now) })}
          checked={ticked}
          onKeyDown={seeShift}
          onChange={() => onTick(run.id, shift.current)}
        />
      </label>
      <a
        className="list-row"
        href={`#/runs/${run.id}`}
        aria-current={chosen ? 'true' : undefined}
        onClick={onClick}
        onKeyDown={onKey}
      >
        <RunMark status={run.status} />
        <span className="list-row-what">
          <b className="clip" dir="auto">
            {run.flowName}
          </b>
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
function When({ run, now, withDate }: Pick<RunRowProps, 'run' | 'now' | 'withDate'>) {
  const { t } = useTranslation('runs')
  if (run.status === 'running') return t('atStep', { count: run.steps + 1 })
  if (run.questions) return <span className="run-row-for-you">{t('question:asks')}</span>
  if (!isOver(run.status)) return sayStatus(run.status).toLocaleLowerCase()
  const time = withDate ? sayDay(beganAt(run), now) : sayClock(beganAt(run))
  return run.letter === 'dead' ? `${time} · ${t('deadLetter')}` : time
}
