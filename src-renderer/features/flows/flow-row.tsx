import { Check, CircleSlash, Clock, Play, TriangleAlert, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowSummary } from '#shared/contract'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { FlowMenu, type FlowQuestion } from './flow-menu.tsx'
import { FlowOn, WhatIsOn } from './flow-on.tsx'
import { showTag } from './flows-filter.ts'
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

/** More of them would crowd out the name. */
const MOST_TAGS = 3

/** One flow in the list. Arrows go from one to the next, F2 renames, Delete asks and deletes. */
export function FlowRow({ flow, onChanged }: { flow: FlowSummary; onChanged(): void }) {
  const { t } = useTranslation('flows')
  const [asking, setAsking] = useState<FlowQuestion | null>(null)
  return (
    <li className="flow-row">
      <span className="grow">
        <span className="row">
          <a
            className="flow-row-link clip"
            dir="auto"
            href={`#/flows/${flow.id}`}
            aria-keyshortcuts="F2 Delete"
            onKeyDown={(event) => press(event, setAsking)}
          >
            <b>{flow.name}</b>
          </a>
          {flow.tags.slice(0, MOST_TAGS).map((tag) => (
            <button
              key={tag}
              type="button"
              className="flow-tag"
              aria-label={t('tags.show', { tag })}
              onClick={() => showTag(tag)}
            >
              {tag}
            </button>
          ))}
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
      <FlowMenu flow={flow} onChanged={onChanged} asking={asking} setAsking={setAsking} />
    </li>
  )
}

function LastRun({ flow }: { flow: FlowSummary }) {
  const { t } = useTranslation('flows')
  if (!flow.lastRun) return <span className="sm muted">{t('neverRan')}</span>
  const { tone, Icon } = MARKS[flow.lastRun.status]
  return (
    <span className="row flow-row-last">
      <Tag tone={tone} icon={<Icon size={12} aria-hidden />}>
        {t(`status.${flow.lastRun.status}`)}
      </Tag>
      <span className="sm muted num">{sayWhen(flow.lastRun.at)}</span>
    </span>
  )
}

function press(event: KeyboardEvent<HTMLElement>, ask: (question: FlowQuestion) => void): void {
  const links = [
    ...(event.currentTarget.closest('ul')?.querySelectorAll<HTMLElement>('.flow-row-link') ?? []),
  ]
  const here = links.indexOf(event.currentTarget)
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: links.length - 1 }[event.key]
  if (to !== undefined) links[to]?.focus()
  else if (event.key === 'F2') ask('rename')
  else if (event.key === 'Delete') ask('delete')
  else return
  event.preventDefault()
}
