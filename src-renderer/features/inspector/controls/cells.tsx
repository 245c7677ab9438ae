import { useId } from 'react'
import { counts, type Field, type Fields } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { fieldText, textValue } from '../field-text.ts'
import { useInspected } from '../inspector-context.ts'
import { TemplateInput } from '../template-input.tsx'
import { useDraft } from '../use-field.ts'
import { SecretControl } from './secret-control.tsx'
import { ValueEditor } from './value-editor.tsx'

/** What is filled in elsewhere in the row decides what else there is to fill in. */
export const countingIn = (columns: [string, Field][], fields: Fields, row: JsonObject) =>
  columns.filter(([, column]) => counts(fields, column, row))

type CellProps = {
  column: Field
  value: Json | undefined
  label: string
  onChange(value: Json | undefined): void
}

/** A named part of a row or a record. */
export function Cell(props: CellProps) {
  const { column, label } = props
  const id = useId()
  const Control = CELLS[column.kind] ?? TextCell
  return (
    <>
      <label className="label table-label" htmlFor={id} title={column.help}>
        {column.title}
      </label>
      <Control {...props} id={id} label={label} />
    </>
  )
}

type CellControlProps = CellProps & { id: string }

const ChoiceCell = ({ column, value, label, onChange, id }: CellControlProps) => (
  <Select
    id={id}
    aria-label={label}
    value={String(value ?? column.default ?? '')}
    choices={column.choices ?? []}
    onChange={onChange}
  />
)

const YesNoCell = ({ column, value, label, onChange, id }: CellControlProps) => (
  <span className="table-switch">
    <Switch id={id} aria-label={label} on={(value ?? column.default) === true} onChange={onChange} />
  </span>
)

function ValueCell({ column, value, label, onChange, id }: CellControlProps) {
  const { colourOf } = useInspected()
  return (
    <ValueEditor
      id={id}
      value={value}
      onChange={onChange}
      label={label}
      placeholder={column.hint}
      colourOf={colourOf}
    />
  )
}

function TextCell({ column, value, label, onChange, id }: CellControlProps) {
  const { colourOf } = useInspected()
  const [text, type] = useDraft(value, fieldText)
  const change = (next: string) => {
    const stored = textValue(column, next)
    type(next, stored)
    onChange(stored)
  }
  return (
    <span className="field-box">
      <TemplateInput
        id={id}
        value={text}
        onChange={change}
        title={label}
        placeholder={column.hint}
        whole={column.kind === 'number'}
        colourOf={colourOf}
        after={
          column.unit === undefined ? undefined : <span className="field-unit muted">{column.unit}</span>
        }
      />
    </span>
  )
}

const SecretCell = ({ column, value, label, onChange, id }: CellControlProps) => (
  <SecretControl
    {...{ id, value, onChange }}
    field={{ ...column, title: label }}
    name={id}
    wrong={false}
    first={false}
    onEditing={() => {}}
  />
)

const CELLS: Partial<Record<Field['kind'], (props: CellControlProps) => React.ReactNode>> = {
  choice: ChoiceCell,
  'yes-no': YesNoCell,
  value: ValueCell,
  secret: SecretCell,
}

/** A cell without a value is not there. */
export const withCell = (row: JsonObject, name: string, value: Json | undefined): JsonObject =>
  Object.fromEntries(
    Object.entries({ ...row, [name]: value }).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined,
    ),
  )
