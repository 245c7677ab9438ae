import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import {
  type Condition,
  NEW_TEST,
  type OneOf,
  OPERATORS,
  type Operand,
  type Operator,
  standsAlone,
  withOperator,
} from '#shared/condition'
import { Button, MoreButton } from '../../../ui/button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { Select } from '../../../ui/select.tsx'
import { useDraft } from '../use-field.ts'
import './condition.css'
import { listOfText, listText, OperandInput } from './operand-input.tsx'

type PartProps<C extends Condition = Condition> = {
  condition: C
  onChange(condition: Condition): void
  /** takes the part out of its group; undefined for the only one */
  onRemove?: () => void
  first?: boolean
}

/** A condition, built: tests joined by and, or, not. */
export function ConditionBuilder({ condition, onChange, first }: PartProps) {
  const { t } = useTranslation('inspector')
  const grouped = condition.is === 'all' || condition.is === 'any'
  const add = () =>
    onChange(
      grouped
        ? { ...condition, parts: [...condition.parts, NEW_TEST] }
        : { is: 'all', parts: [condition, NEW_TEST] },
    )
  return (
    <div className="condition">
      <Part condition={condition} onChange={onChange} first={first} />
      <Button kind="line" size="small" icon={<Plus size={13} aria-hidden />} onClick={add}>
        {t('addTest')}
      </Button>
    </div>
  )
}

function Part(props: PartProps) {
  const { condition } = props
  if (condition.is === 'test') return <Test {...props} condition={condition} />
  if (condition.is === 'not') return <Not {...props} condition={condition} />
  return <Group {...props} condition={condition} />
}

function Group({ condition, onChange, first }: PartProps<Extract<Condition, { is: 'all' | 'any' }>>) {
  const { t } = useTranslation('inspector')
  const { parts } = condition
  const set = (i: number, part: Condition) => onChange({ ...condition, parts: parts.with(i, part) })
  const remove = (i: number) => {
    const left = parts.toSpliced(i, 1)
    onChange(left.length === 1 ? (left[0] as Condition) : { ...condition, parts: left })
  }
  return (
    <fieldset className="condition-group" aria-label={t(condition.is === 'all' ? 'allOf' : 'anyOf')}>
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
        <div key={i} className="condition-part">
          {i > 0 && (
            <Select
              className="condition-joint"
              aria-label={t('joint')}
              value={condition.is}
              choices={[
                { value: 'all', title: t('and') },
                { value: 'any', title: t('or') },
              ]}
              onChange={(is) => onChange({ ...condition, is })}
            />
          )}
          <Part
            condition={part}
            onChange={(next) => set(i, next)}
            onRemove={() => remove(i)}
            first={first && i === 0}
          />
        </div>
      ))}
    </fieldset>
  )
}

function Not({ condition, onChange, onRemove, first }: PartProps<Extract<Condition, { is: 'not' }>>) {
  const { t } = useTranslation('inspector')
  const { part } = condition
  return (
    <div className="condition-not">
      <button
        type="button"
        className="tag tag-accent"
        title={t('takeNotAway')}
        onClick={() => onChange(part)}
      >
        {t('not')}
      </button>
      <Part
        condition={part}
        onChange={(next) => onChange({ is: 'not', part: next })}
        onRemove={onRemove}
        first={first}
      />
    </div>
  )
}

function Test({ condition, onChange, onRemove, first }: PartProps<Extract<Condition, { is: 'test' }>>) {
  const { t } = useTranslation('inspector')
  const { left, operator, right } = condition
  const operators = OPERATORS.map((value) => ({ value, title: t(`operator.${value}`) }))
  return (
    <div className="condition-test">
      <div className="condition-line">
        <OperandInput
          operand={left}
          onChange={(next) => onChange({ ...condition, left: next })}
          label={t('leftSide')}
          first={first}
        />
        <TestMenu condition={condition} onChange={onChange} onRemove={onRemove} />
      </div>
      <div className="condition-line">
        <Select<Operator>
          className="condition-operator"
          aria-label={t('operatorLabel')}
          value={operator}
          choices={operators}
          onChange={(next) => onChange(withOperator(condition, next))}
        />
        {!standsAlone(operator) && right && (
          <Right right={right} onChange={(next) => onChange({ ...condition, right: next })} />
        )}
      </div>
    </div>
  )
}

type RightProps = { right: Operand | OneOf; onChange(right: Operand | OneOf): void }

function Right({ right, onChange }: RightProps) {
  const { t } = useTranslation('inspector')
  if (right.is === 'list') return <ListInput list={right} onChange={onChange} />
  return <OperandInput operand={right} onChange={onChange} label={t('rightSide')} />
}

function ListInput({ list, onChange }: { list: OneOf; onChange(list: OneOf): void }) {
  const { t } = useTranslation('inspector')
  const [text, type] = useDraft(listText(list.items), (given) => String(given ?? ''))
  const change = (next: string) => {
    const items = listOfText(next)
    type(next, listText(items))
    onChange({ is: 'list', items })
  }
  return (
    <span className="input grow">
      <input
        aria-label={t('rightSide')}
        placeholder={t('listHint')}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
    </span>
  )
}

function TestMenu({ condition, onChange, onRemove }: PartProps) {
  const { t } = useTranslation('inspector')
  const group: Condition = { is: 'any', parts: [condition, NEW_TEST] }
  return (
    <Menu align="end" trigger={<MoreButton label={t('testMenu')} />}>
      <MenuItem onClick={() => onChange({ is: 'not', part: condition })}>{t('turnRound')}</MenuItem>
      {onRemove && <MenuItem onClick={() => onChange(group)}>{t('makeGroup')}</MenuItem>}
      {onRemove && (
        <MenuItem danger onClick={onRemove}>
          {t('removeTest')}
        </MenuItem>
      )}
    </Menu>
  )
}
