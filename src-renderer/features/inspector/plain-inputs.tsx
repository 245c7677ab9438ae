import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '#shared/error'
import { Select } from '../../ui/select.tsx'
import { type DurationUnit, readDuration, UNITS, writeDuration } from './duration-text.ts'
import { FieldProblems } from './field-problems.tsx'
import { fieldText } from './field-text.ts'
import { useDraft } from './use-field.ts'

type LineProps = {
  label: string
  help?: string
  /** the control stands to the right of its label */
  beside?: boolean
  problems?: readonly Problem[]
  children(id: string): ReactNode
}

/** A named control that is not a block's field: options, settings. */
export function Line({ label, help, beside, problems = [], children }: LineProps) {
  const id = useId()
  return (
    <div className={`form-field ${beside ? 'form-field-beside' : ''}`}>
      <div className="field-head">
        <label className="label grow" htmlFor={id}>
          {label}
        </label>
        {beside && children(id)}
      </div>
      {!beside && children(id)}
      {problems.length > 0 && <FieldProblems id={`${id}-wrong`} problems={problems} />}
      {help && <p className="field-help sm muted">{help}</p>}
    </div>
  )
}

type NumberProps = { id: string; value: number; unit?: string; onChange(value: number): void }

/** A whole number from 0; what is no number is not stored. */
export function NumberInput({ id, value, unit, onChange }: NumberProps) {
  const [text, type] = useDraft(value, fieldText)
  const change = (next: string) => {
    const number = /^\d+$/.test(next.trim()) ? Number(next) : null
    type(next, number ?? value)
    if (number !== null) onChange(number)
  }
  return (
    <span className="input">
      <input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      {unit && <span className="muted">{unit}</span>}
    </span>
  )
}

type DurationProps = {
  id: string
  label: string
  value: string
  placeholder?: string
  onChange(value: string | undefined): void
}

/** An amount and a unit; an empty amount is the default. */
export function DurationInput({ id, label, value, placeholder = '', onChange }: DurationProps) {
  const { t } = useTranslation('inspector')
  const usual = readDuration(placeholder)
  const [draft, type] = useDraft(value, (given) =>
    given === '' ? { amount: '', unit: usual.unit } : readDuration(fieldText(given)),
  )
  const change = (next: typeof draft) => {
    const stored = writeDuration(next)
    type(stored === undefined ? next : readDuration(stored), stored ?? '')
    onChange(stored)
  }
  return (
    <div className="duration">
      <span className="input">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          placeholder={usual.amount}
          value={draft.amount}
          onChange={(event) => change({ ...draft, amount: event.target.value })}
        />
      </span>
      <Select<DurationUnit>
        aria-label={t('unitOf', { title: label })}
        value={draft.unit}
        choices={UNITS.map((unit) => ({ value: unit, title: t(`unit.${unit}`) }))}
        onChange={(unit) => change({ ...draft, unit })}
      />
    </div>
  )
}
