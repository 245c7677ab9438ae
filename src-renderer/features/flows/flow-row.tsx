import { Check, CircleSlash, Clock, Play, TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FlowSummary } from '#shared/contract'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { FlowMenu } from './flow-menu.tsx'
import { FlowOn, WhatIsOn } from './flow-on.tsx'
import { sayWhen } from './say-when.ts'

type Status = NonNullable<FlowSummary['lastRun']>['status']
const MARKS: Record<Status, { tone: Tone; Icon: typeof Check }> = {
  queued: { tone: 'quiet', Icon: Clock },
  running: { tone: 'running', Icon: Play },
  paused: { tone: 'warn', Icon: Clock },
  waiting: { tone: 'quiet', Icon: Clock },
  succeeded: { tone: 'ok', Icon: Check },
  failed: { tone: 'danger', Icon: X },
  cancelled: { tone: 'quiet', Icon: CircleSlash },
  interrupted: { tone: 'warn', Icon: TriangleAlert },
}

/** One flow in the list. */
export function FlowRow({ flow, onChanged }: { flow: FlowSummary; onChanged(): void }) {
  const { t } = useTranslation('flows')
  return (
    <li className="flow-row">
      <span className="grow">
        <span className="row">
          <a className="flow-row-link clip" href={`#/flows/${flow.id}`}>
            <b>{flow.name}</b>
          </a>
          {flow.problems > 0 && (
            <Tag tone="warn" icon={<TriangleAlert size={12} aria-hidden />}>
              {t('problems', { count: flow.problems })}
            </Tag>
          )}
        </span>
        <WhatIsOn flow={flow} onChanged={onChanged} />
      </span>
      <FlowOn flow={flow} onChanged={onChanged} />
      <LastRun flow={flow} />
      <span className="sm muted num">
        {flow.version > 0 ? t('version', { number: flow.version }) : t('noVersion')}
      </span>
      <time className="sm muted num" dateTime={new Date(flow.changedAt).toISOString()}>
        {sayWhen(flow.changedAt)}
      </time>
      <FlowMenu flow={flow} onChanged={onChanged} />
    </li>
  )
}

function LastRun({ flow }: { flow: FlowSummary }) {
  const { t } = useTranslation('flows')
  if (!flow.lastRun) return <span className="sm muted">{t('neverRan')}</span>
  const { tone, Icon } = MARKS[flow.lastRun.status]
  return (
    <span className="row">
      <Tag tone={tone} icon={<Icon size={12} aria-hidden />}>
        {t(`status.${flow.lastRun.status}`)}
      </Tag>
      <span className="sm muted num clip">{sayWhen(flow.lastRun.at)}</span>
    </span>
  )
}
