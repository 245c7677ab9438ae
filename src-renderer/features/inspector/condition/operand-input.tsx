import { Braces, CircleSlash, Hash, ToggleLeft, Type } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Literal, Operand } from '#shared/condition'
import { IconButton } from '../../../ui/button.tsx'
import { Menu, MenuChoice } from '../../../ui/menu.tsx'
import { Select } from '../../../ui/select.tsx'
import { useInspected } from '../inspector-context.ts'
import { TemplateInput } from '../template-input.tsx'
import { useDraft } from '../use-field.ts'

type OperandInputProps = {
  operand: Operand
  onChange(operand: Operand): void
  label: string
  first?: boolean
}

/** One side of a test: a value from elsewhere, or a fixed text, number, yes or no, or nothing. */
export function OperandInput({ operand, onChange, label, first }: OperandInputProps) {
  const { t } = useTranslation('inspector')
  return (
    <div className="field-box operand">
      <div className="value-editor">
        {operand.is === 'yes-no' ? (
          <Select
            className="operand-select"
            aria-label={label}
            value={operand.value ? 'yes' : 'no'}
            choices={[
              { value: 'yes', title: t('yes') },
              { value: 'no', title: t('no') },
            ]}
            onChange={(next) => onChange({ is: 'yes-no', value: next === 'yes' })}
          />
        ) : operand.is === 'nothing' ? (
          <span className="value-editor-fixed muted grow">{t('valueKind.nothing')}</span>
        ) : (
          <OperandText operand={operand} onChange={onChange} label={label} first={first} />
        )}
        <span className="field-after">
          <OperandKind operand={operand} onChange={onChange} label={label} />
        </span>
      </div>
    </div>
  )
}

type Written = Extract<Operand, { is: 'path' | 'text' | 'number' }>

function OperandText({ operand, onChange, label, first }: OperandInputProps & { operand: Written }) {
  const { t } = useTranslation('inspector')
  const { colourOf } = useInspected()
  const [text, type] = useDraft(textOf(operand), (given) => String(given ?? ''))
  const change = (next: string, byPath = false) => {
    const made: Operand = byPath ? { is: 'path', code: next } : operandOf(operand.is, next)
    type(next, textOf(made as Written))
    onChange(made)
  }
  return (
    <TemplateInput
      // A value from the data panel makes any side a path.
      form={operand.is === 'path' ? 'path' : 'template'}
      whole
      value={text}
      onChange={(next) => {
        const path = /^\{\{ (.+) \}\}$/.exec(next)?.[1]
        change(path ?? next, path !== undefined || operand.is === 'path')
      }}
      title={label}
      placeholder={operand.is === 'path' ? t('aValue') : t(`valueKind.${operand.is}`)}
      colourOf={colourOf}
      first={first}
    />
  )
}

const textOf = (operand: Written): string =>
  operand.is === 'path' ? operand.code : operand.is === 'text' ? operand.text : String(operand.value)

function operandOf(kind: Written['is'], text: string): Operand {
  if (kind === 'path') return { is: 'path', code: text }
  if (kind === 'text') return { is: 'text', text }
  const number = Number(text)
  return { is: 'number', value: text.trim() !== '' && Number.isFinite(number) ? number : 0 }
}

const KINDS: readonly Operand['is'][] = ['path', 'text', 'number', 'yes-no', 'nothing']
const ICONS = { path: Braces, text: Type, number: Hash, 'yes-no': ToggleLeft, nothing: CircleSlash } as const

function OperandKind({ operand, onChange, label }: OperandInputProps) {
  const { t } = useTranslation('inspector')
  const Icon = ICONS[operand.is]
  const name = (kind: Operand['is']) => t(`operandKind.${kind}`)
  const choices = KINDS.map((value) => {
    const Mark = ICONS[value]
    return { value, title: name(value), icon: <Mark size={15} aria-hidden /> }
  })
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          size="small"
          label={t('kindOf', { title: label, kind: name(operand.is) })}
          icon={<Icon size={14} />}
        />
      }
    >
      <MenuChoice
        label={t('kind')}
        value={operand.is}
        choices={choices}
        onChange={(kind) => onChange(asOperand(operand, kind))}
      />
    </Menu>
  )
}

function asOperand(operand: Operand, kind: Operand['is']): Operand {
  const text = operand.is === 'nothing' || operand.is === 'yes-no' ? '' : textOf(operand)
  if (kind === 'yes-no') return { is: 'yes-no', value: operand.is === 'yes-no' ? operand.value : true }
  if (kind === 'nothing') return { is: 'nothing' }
  return operandOf(kind, kind === 'path' ? '' : text)
}

/** Texts, numbers and words of a list, separated by commas. */
export const listText = (items: readonly Literal[]): string =>
  items
    .map((item) => (item.is === 'text' ? item.text : item.is === 'nothing' ? 'null' : String(item.value)))
    .join(', ')

/** Numbers stay numbers when all are; everything else is text. */
export function listOfText(text: string): Literal[] {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
  const numbers = words.length > 0 && words.every((word) => /^-?\d+(\.\d+)?$/.test(word))
  return words.map((word) => (numbers ? { is: 'number', value: Number(word) } : { is: 'text', text: word }))
}
