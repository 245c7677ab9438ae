import { Braces, CircleSlash, Hash, List, ToggleLeft, Type } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Json } from '#shared/flow'
import type { SourceColour } from '../../../ui/block-art/row-art.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { Menu, MenuChoice } from '../../../ui/menu.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { kindOfValue, type ValueKind } from '../../../ui/value-tree/value-words.ts'
import { fieldText, hasExpression, textValue } from '../field-text.ts'
import { TemplateInput } from '../template-input.tsx'
import { useDraft } from '../use-field.ts'
import { JsonInput } from './json-input.tsx'
import { asKind, VALUE_KINDS } from './value-kinds.ts'

type ValueEditorProps = {
  value: Json | undefined
  onChange(value: Json): void
  label: string
  id?: string
  placeholder?: string
  /** false where nothing is evaluated: a variable's first value */
  expressions?: boolean
  colourOf: SourceColour
  first?: boolean
  wrong?: boolean
  describedBy?: string
  onEditing?(editing: boolean): void
}

/** Any value: its kind behind a small button, and a control that fits the kind. */
export function ValueEditor(props: ValueEditorProps) {
  const { value, onChange, label, expressions = true } = props
  const kind = value === undefined ? 'text' : kindOfValue(value)
  const menu = <KindMenu kind={kind} label={label} onChange={(next) => onChange(asKind(value, next))} />
  if (kind === 'list' || kind === 'object')
    return (
      <div className="value-editor value-editor-block">
        <JsonInput value={value} onChange={onChange} label={label} id={props.id} expressions={expressions} />
        <span className="value-editor-kind">{menu}</span>
      </div>
    )
  return (
    <div className={`field-box ${props.wrong ? 'field-box-wrong' : ''}`}>
      <div className="value-editor">
        {kind === 'yesNo' && (
          <span className="value-editor-fixed">
            <Switch on={value === true} onChange={onChange} aria-label={label} id={props.id} />
          </span>
        )}
        {kind === 'nothing' && <NothingHere />}
        {(kind === 'text' || kind === 'number') && <Words {...props} kind={kind} expressions={expressions} />}
        <span className="field-after">{menu}</span>
      </div>
    </div>
  )
}

function Words(props: ValueEditorProps & { kind: 'text' | 'number'; expressions: boolean }) {
  const { value, onChange, kind, expressions } = props
  const [text, type] = useDraft(value, fieldText)
  const change = (next: string) => {
    const stored = kind === 'number' && !hasExpression(next) ? numberOf(next, value) : next
    type(next, stored)
    onChange(stored)
  }
  return (
    <TemplateInput
      value={text}
      onChange={change}
      title={props.label}
      id={props.id}
      placeholder={props.placeholder}
      multiline={kind === 'text'}
      form={expressions ? 'template' : 'plain'}
      whole={kind === 'number'}
      colourOf={props.colourOf}
      first={props.first}
      wrong={props.wrong}
      describedBy={props.describedBy}
      onEditing={props.onEditing}
    />
  )
}

/** Letters on the way to a number ("-", "1e") leave the number as it was. */
function numberOf(text: string, before: Json | undefined): Json {
  const read = textValue({ kind: 'number' }, text)
  return typeof read === 'number' ? read : typeof before === 'number' ? before : 0
}

function NothingHere() {
  const { t } = useTranslation('inspector')
  return <span className="value-editor-fixed muted grow">{t('valueKind.nothing')}</span>
}

const ICONS: Readonly<Record<ValueKind, typeof Type>> = {
  text: Type,
  number: Hash,
  yesNo: ToggleLeft,
  list: List,
  object: Braces,
  nothing: CircleSlash,
}

type KindMenuProps = { kind: ValueKind; label: string; onChange(kind: ValueKind): void }

function KindMenu({ kind, label, onChange }: KindMenuProps) {
  const { t } = useTranslation('inspector')
  const Icon = ICONS[kind]
  const choices = VALUE_KINDS.map((value) => {
    const Mark = ICONS[value]
    return { value, title: t(`valueKind.${value}`), icon: <Mark size={15} aria-hidden /> }
  })
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          size="small"
          label={t('kindOf', { title: label, kind: t(`valueKind.${kind}`) })}
          icon={<Icon size={14} />}
        />
      }
    >
      <MenuChoice label={t('kind')} value={kind} choices={choices} onChange={onChange} />
    </Menu>
  )
}
