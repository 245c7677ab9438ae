import { ArrowUp } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type BlockDeclaration, type Field, isList, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { IconButton } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { fieldText, textValue } from '../field-text.ts'
import { useInspected } from '../inspector-context.ts'
import { TemplateInput } from '../template-input.tsx'
import { useDraft } from '../use-field.ts'
import type { ControlProps } from './control.ts'
import { JsonInput } from './json-input.tsx'
import { Add, MOST_ROWS, Remove } from './list-controls.tsx'
import { ValueEditor } from './value-editor.tsx'

/** Rows that all hold the same fields; their order is what the block goes by. */
export function TableControl({ field, name, value, onChange, id }: ControlProps) {
  const { t } = useTranslation('inspector')
  const { declaration } = useInspected()
  const rows = rowsOf(value ?? field.default)
  const columns = Object.entries(field.columns ?? {})
  if (rows.length > MOST_ROWS)
    return <JsonInput value={rows} onChange={onChange} label={field.title} id={id} />
  const set = (i: number, row: JsonObject) => onChange(rows.with(i, row))
  return (
    <div className="rows">
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={i} className="table-row">
          <div className="table-cells">
            {columns.map(([key, column]) => (
              <Cell
                key={key}
                column={column}
                value={row[key]}
                label={t('cellOf', { title: column.title, number: i + 1 })}
                onChange={(next) =>
                  set(
                    i,
                    withCell(row, key, next === '' && !keepsEmpty(declaration, name, key) ? undefined : next),
                  )
                }
              />
            ))}
          </div>
          <div className="table-row-keys">
            <Remove
              label={t('removeItem', { number: i + 1 })}
              onClick={() => onChange(noneIfEmpty(field, rows.toSpliced(i, 1)))}
            />
            {i > 0 && (
              <IconButton
                size="small"
                label={t('moveUp', { number: i + 1 })}
                icon={<ArrowUp size={14} />}
                onClick={() => onChange(swapped(rows, i - 1))}
              />
            )}
          </div>
        </div>
      ))}
      <Add onClick={() => onChange([...rows, firstCells(columns)])}>{t('addItem')}</Add>
    </div>
  )
}

type CellProps = {
  column: Field
  value: Json | undefined
  label: string
  onChange(value: Json | undefined): void
}

function Cell(props: CellProps) {
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
      />
    </span>
  )
}

const CELLS: Partial<Record<Field['kind'], (props: CellControlProps) => React.ReactNode>> = {
  choice: ChoiceCell,
  'yes-no': YesNoCell,
  value: ValueCell,
}

/** What tells two entries apart may be an empty text; elsewhere an empty cell is none. */
const keepsEmpty = ({ mouths }: BlockDeclaration, name: string, key: string): boolean =>
  mouths !== undefined && 'from' in mouths && mouths.from === name && mouths.differ === key

const rowsOf = (value: Json | undefined): JsonObject[] =>
  isList(value) ? value.map((row) => (isObject(row) ? row : {})) : []

/** Where rows stand there by themselves, no rows have to be written down. */
const noneIfEmpty = (field: Field, rows: JsonObject[]): JsonObject[] | undefined =>
  rows.length > 0 || field.default !== undefined ? rows : undefined

const swapped = (rows: JsonObject[], i: number): JsonObject[] =>
  rows.toSpliced(i, 2, rows[i + 1] as JsonObject, rows[i] as JsonObject)

/** A cell without a value is not there. */
const withCell = (row: JsonObject, name: string, value: Json | undefined): JsonObject =>
  Object.fromEntries(
    Object.entries({ ...row, [name]: value }).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined,
    ),
  )

const firstCells = (columns: readonly (readonly [string, Field])[]): JsonObject =>
  Object.fromEntries(
    columns.flatMap(([name, { default: given }]) => (given === undefined ? [] : [[name, given]])),
  )
