import { useTranslation } from 'react-i18next'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { type DurationUnit, readDuration, UNITS, writeDuration } from '../duration-text.ts'
import { fieldText } from '../field-text.ts'
import { useDraft } from '../use-field.ts'
import type { ControlProps } from './control.ts'

/** One of the choices a block type names. What is none of them is said by the field's problem. */
export function ChoiceControl({ field, value, onChange, id, wrong, describedBy }: ControlProps) {
  const held = String(value ?? field.default ?? '')
  return (
    <Select
      id={id}
      aria-label={field.title}
      aria-describedby={describedBy}
      aria-invalid={wrong || undefined}
      value={held}
      choices={field.choices ?? []}
      onChange={onChange}
    />
  )
}

export const YesNoControl = ({ field, value, onChange, id, describedBy }: ControlProps) => (
  <Switch
    id={id}
    aria-label={field.title}
    aria-describedby={describedBy}
    on={(value ?? field.default) === true}
    onChange={onChange}
  />
)

/** An amount and a unit. */
export function DurationControl({ field, value, onChange, id, wrong, describedBy }: ControlProps) {
  const { t } = useTranslation('inspector')
  const [draft, type] = useDraft(value ?? field.default, (given) => readDuration(fieldText(given)))
  const change = (next: typeof draft) => {
    const stored = writeDuration(next)
    type(stored === undefined ? next : readDuration(stored), stored)
    onChange(stored)
  }
  const units = UNITS.map((unit) => ({ value: unit, title: t(`unit.${unit}`) }))
  return (
    <div className="duration">
      <span className={`input ${wrong ? 'input-wrong' : ''}`}>
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={draft.amount}
          aria-invalid={wrong || undefined}
          aria-describedby={describedBy}
          onChange={(event) => change({ ...draft, amount: event.target.value })}
        />
      </span>
      <Select<DurationUnit>
        aria-label={t('unitOf', { title: field.title })}
        value={draft.unit}
        choices={units}
        onChange={(unit) => change({ ...draft, unit })}
      />
    </div>
  )
}
