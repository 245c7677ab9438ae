import { useTranslation } from 'react-i18next'
import { type Field, isList, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { useInspected } from '../inspector-context.ts'
import type { ControlProps } from './control.ts'
import { Add, Remove } from './list-controls.tsx'
import { ValueEditor } from './value-editor.tsx'

/** Rows that all hold the same fields. */
export function TableControl({ field, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const rows = rowsOf(value ?? field.default)
  const columns = Object.entries(field.columns ?? {})
  const set = (i: number, row: JsonObject) => onChange(rows.with(i, row))
  return (
    <div className="rows">
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={i} className="table-row">
          <div className="grow rows">
            {columns.map(([name, column]) => (
              <Cell
                key={name}
                column={column}
                value={row[name]}
                label={t('cellOf', { title: column.title, number: i + 1 })}
                onChange={(next) => set(i, withCell(row, name, next))}
              />
            ))}
          </div>
          <Remove
            label={t('removeItem', { number: i + 1 })}
            onClick={() => onChange(noneIfEmpty(rows.toSpliced(i, 1)))}
          />
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

function Cell({ column, value, label, onChange }: CellProps) {
  const { colourOf } = useInspected()
  if (column.kind === 'choice')
    return (
      <Select
        aria-label={label}
        value={String(value ?? column.default ?? '')}
        choices={column.choices ?? []}
        onChange={onChange}
      />
    )
  if (column.kind === 'yes-no')
    return <Switch aria-label={label} on={(value ?? column.default) === true} onChange={onChange} />
  return (
    <ValueEditor
      value={value}
      onChange={(next) => onChange(next === '' ? undefined : next)}
      label={label}
      placeholder={column.hint ?? column.title}
      colourOf={colourOf}
    />
  )
}

const rowsOf = (value: Json | undefined): JsonObject[] =>
  isList(value) ? value.map((row) => (isObject(row) ? row : {})) : []

const noneIfEmpty = (rows: JsonObject[]): JsonObject[] | undefined => (rows.length > 0 ? rows : undefined)

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
