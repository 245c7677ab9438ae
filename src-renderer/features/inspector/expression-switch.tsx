import { Braces } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Field, FieldKind } from '#shared/block'
import type { Json } from '#shared/flow'
import { Tag } from '../../ui/tag.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { conditionOf } from './controls/condition-control.tsx'
import { hasExpression } from './field-text.ts'

/** Whether a field is filled in by the control of its kind, or written as an expression. */
export type Form = 'fixed' | 'expression'
/** Kinds with a control of their own that can also hold an expression. */
export const TWO_FORMED: ReadonlySet<FieldKind> = new Set([
  'duration',
  'yes-no',
  'condition',
  'choice',
  'list',
  'map',
  'table',
])

/**
 * @param coded what the person chose; null before they did
 * @param isFirst nothing comes before its block: a hat
 */
export function formOf(field: Field, value: Json | undefined, coded: boolean | null, isFirst: boolean): Form {
  if (!TWO_FORMED.has(field.kind)) return 'fixed'
  if (field.kind === 'condition') return coded || conditionOf(value) === undefined ? 'expression' : 'fixed'
  // What a block works on comes from elsewhere; names of columns and the like are written down.
  const isMatter = field.kind === 'list' && (field.required || field.entries || field.or) && !field.choices
  const usual = isMatter && value === undefined && !isFirst
  return (coded ?? usual === true) || hasExpression(value) ? 'expression' : 'fixed'
}

type SwitchProps = {
  field: Field
  editing: boolean
  value: Json | undefined
  form: Form
  onSwitch(on: boolean): void
}

/** Says that a field holds an expression; where the kind has a control of its own, goes from one to the other. */
export function ExpressionSwitch({ field, editing, value, form, onSwitch }: SwitchProps) {
  const { t } = useTranslation('inspector')
  if (field.raw) return null
  const word = (
    <>
      <Braces size={12} aria-hidden />
      {t('expression')}
    </>
  )
  if (!TWO_FORMED.has(field.kind))
    return editing && hasExpression(value) ? <Tag tone="accent">{word}</Tag> : null
  const on = form === 'expression'
  const stuck = field.kind === 'condition' && conditionOf(value) === undefined
  return (
    <Tooltip text={t(stuck ? 'saysMore' : on ? 'toFixed' : 'toExpression')}>
      <button
        type="button"
        className={`tag field-switch ${on ? 'tag-accent' : ''}`}
        aria-pressed={on}
        aria-label={t('expressionOf', { title: field.title })}
        aria-disabled={stuck || undefined}
        onClick={() => !stuck && onSwitch(!on)}
      >
        {on && editing ? word : <Braces size={12} aria-hidden />}
      </button>
    </Tooltip>
  )
}
