import { useTranslation } from 'react-i18next'
import type { TriggerState } from '#shared/contract'
import { capital } from '../../ui/say-time.ts'
import { sayNext, sayNextAt, sayTriggerSentence } from '../../ui/trigger/say-trigger.ts'
import { TriggerMark } from '../../ui/trigger/trigger-mark.tsx'

type RowProps = { trigger: TriggerState; now: number; chosen: boolean }

/** One trigger: what starts which flow, when next, how often it did. */
export function TriggerRow({ trigger, now, chosen }: RowProps) {
  const { t } = useTranslation('triggers')
  const { flowId, block, flowName, fired, error } = trigger
  return (
    <li>
      <a
        className="list-row"
        href={`#/triggers/${flowId}/${block}`}
        aria-current={chosen ? 'true' : undefined}
      >
        <TriggerMark trigger={trigger} />
        <span className="list-row-what">
          <b className="clip">{capital(sayTriggerSentence(trigger))}</b>
          <small className="clip" dir="auto" title={error?.message}>
            {error ? t('rowWhy', { flow: flowName, why: error.message }) : flowName}
          </small>
        </span>
        <span className="trigger-row-when num">
          <span className="clip">{capital(sayNext(trigger, now))}</span>
          <small className="clip">{capital(sayNextAt(trigger, now))}</small>
        </span>
        <span className="list-row-last num" title={t('firedTimes', { count: fired })}>
          {fired > 0 && t('times', { count: fired })}
        </span>
      </a>
    </li>
  )
}
