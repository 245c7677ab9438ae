import { useTranslation } from 'react-i18next'
import type { Json } from '#shared/flow'
import { HOUR_STEPS, MINUTE_STEPS, type PlainSchedule } from '#shared/schedule'
import { Select } from '../../../ui/select.tsx'
import type { ControlProps } from '../controls/control.ts'
import { TextControl } from '../controls/text-control.tsx'
import { hasExpression } from '../field-text.ts'
import { useInspected } from '../inspector-context.ts'
import { useDraft } from '../use-field.ts'
import { DatesChoice, DaysChoice, DayTimes } from './day-choices.tsx'
import './hats.css'
import { NextTimes } from './next-times.tsx'
import {
  asScheduleKind,
  draftOf,
  draftText,
  SCHEDULE_KINDS,
  type ScheduleDraft,
  type ScheduleKind,
} from './schedule-draft.ts'

/** When something is due, put together from parts; what has no such parts is written as cron or words. */
export function ScheduleControl(props: ControlProps) {
  const { value } = props
  if (hasExpression(value))
    return (
      <div className={`field-box ${props.wrong ? 'field-box-wrong' : ''}`}>
        <TextControl {...props} />
      </div>
    )
  return <Builder {...props} />
}

function Builder({ value, onChange, id, wrong, describedBy, field }: ControlProps) {
  const { t } = useTranslation('hats')
  const { block } = useInspected()
  const [draft, type] = useDraft<ScheduleDraft>(value, draftOf)
  const change = (next: ScheduleDraft) => {
    const stored = draftText(next)
    type(next, stored)
    onChange(stored)
  }
  const choices = [
    ...(draft.kind === 'none' ? [{ value: 'none' as const, title: t('schedule.kind.none') }] : []),
    ...SCHEDULE_KINDS.map((kind) => ({ value: kind, title: t(`schedule.kind.${kind}`) })),
  ]
  return (
    <div className="schedule" data-own-undo>
      <Select<ScheduleKind>
        id={id}
        aria-label={t('schedule.how')}
        value={draft.kind}
        choices={choices}
        onChange={(kind) => change(asScheduleKind(draft, kind))}
      />
      {draft.kind === 'text' && (
        <span className={`input ${wrong ? 'input-wrong' : ''}`}>
          <input
            className="mono"
            aria-label={t('schedule.text')}
            aria-invalid={wrong || undefined}
            aria-describedby={describedBy}
            placeholder={field.hint}
            autoComplete="off"
            spellCheck={false}
            value={draft.text}
            onChange={(event) => change({ kind: 'text', text: event.target.value })}
          />
        </span>
      )}
      {draft.kind !== 'none' && draft.kind !== 'text' && <Parts draft={draft} onChange={change} />}
      {typeof value === 'string' && <NextTimes text={value} zone={zoneIn(block.config.zone)} />}
    </div>
  )
}

const zoneIn = (zone: Json | undefined): string | undefined =>
  typeof zone === 'string' && zone !== '' ? zone : undefined

type PartsProps = { draft: PlainSchedule; onChange(draft: PlainSchedule): void }

function Parts({ draft, onChange }: PartsProps) {
  const { t } = useTranslation('hats')
  if (draft.kind === 'minutes')
    return (
      <span className="schedule-row">
        {t('schedule.every')}
        <Steps
          label={t('schedule.minutesBetween')}
          steps={MINUTE_STEPS}
          value={draft.by}
          onChange={(by) => onChange({ ...draft, by })}
        />
        {t('schedule.minutes')}
      </span>
    )
  if (draft.kind === 'hours')
    return (
      <span className="schedule-row">
        {t('schedule.every')}
        <Steps
          label={t('schedule.hoursBetween')}
          steps={HOUR_STEPS}
          value={draft.by}
          onChange={(by) => onChange({ ...draft, by })}
        />
        {t('schedule.hoursAt')}
        <Steps
          label={t('schedule.minuteOfHour')}
          steps={Array.from({ length: 60 }, (_, i) => i)}
          value={draft.minute}
          show={(minute) => `:${String(minute).padStart(2, '0')}`}
          onChange={(minute) => onChange({ ...draft, minute })}
        />
      </span>
    )
  return (
    <>
      {draft.kind === 'weekly' && (
        <DaysChoice days={draft.days} onChange={(days) => onChange({ ...draft, days })} />
      )}
      {draft.kind === 'monthly' && (
        <DatesChoice
          dates={draft.dates}
          last={draft.last}
          onChange={(change) => onChange({ ...draft, ...change })}
        />
      )}
      <DayTimes times={draft.times} onChange={(times) => onChange({ ...draft, times })} />
    </>
  )
}

type StepsProps = {
  label: string
  steps: readonly number[]
  value: number
  show?(step: number): string
  onChange(step: number): void
}

const Steps = ({ label, steps, value, show = String, onChange }: StepsProps) => (
  <Select
    className="schedule-step"
    aria-label={label}
    value={String(value)}
    choices={steps.map((step) => ({ value: String(step), title: show(step) }))}
    onChange={(step) => onChange(Number(step))}
  />
)
