import { type Condition, chosenPart, NEW_TEST, readCondition, writeCondition } from '#shared/condition'
import type { Json } from '#shared/flow'
import { wholeExpression } from '../../../ui/block-art/template-pieces.ts'
import { ConditionBuilder } from '../condition/condition-builder.tsx'
import { fieldText } from '../field-text.ts'
import { useDraft } from '../use-field.ts'
import type { ControlProps } from './control.ts'

/** The condition a stored value says; undefined where it says more than can be built. */
export function conditionOf(value: Json | undefined): Condition | undefined {
  if (value === undefined || value === '') return NEW_TEST
  if (typeof value === 'boolean') return alone(value)
  const code = wholeExpression(fieldText(value))
  return code === undefined ? undefined : code === '' ? NEW_TEST : readCondition(code)
}

const alone = (value: boolean): Condition => ({
  is: 'test',
  left: { is: 'yes-no', value },
  operator: 'true',
  right: null,
})

/** Builds a condition; stored as an ordinary expression. */
export function ConditionControl({ value, onChange, first }: ControlProps) {
  const [condition, type] = useDraft(value, (given) => conditionOf(given) ?? NEW_TEST)
  const change = (next: Condition) => {
    const chosen = chosenPart(next)
    const code = chosen && writeCondition(chosen)
    const stored = code === undefined ? undefined : `{{ ${code} }}`
    type(next, stored)
    onChange(stored)
  }
  return <ConditionBuilder condition={condition} onChange={change} first={first} />
}
