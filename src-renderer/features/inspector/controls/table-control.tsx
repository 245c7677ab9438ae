import { ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type BlockDeclaration, type Field, isList, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { IconButton } from '../../../ui/button.tsx'
import { useInspected } from '../inspector-context.ts'
import { Cell, countingIn, withCell } from './cells.tsx'
import type { ControlProps } from './control.ts'
import { JsonInput } from './json-input.tsx'
import { MOST_ROWS, useNewRow } from './list-controls.tsx'
import { Add, Remove } from './row-buttons.tsx'

/** Rows that all hold the same fields; their order is what the block goes by. */
export function TableControl({ field, name, value, onChange, id }: ControlProps) {
  const { t } = useTranslation('inspector')
  const { declaration } = useInspected()
  const place = useNewRow()
  const rows = rowsOf(value ?? field.default)
  const fields = field.columns ?? {}
  const columns = Object.entries(fields)
  if (rows.length > MOST_ROWS)
    return <JsonInput value={rows} onChange={onChange} label={field.title} id={id} />
  const set = (i: number, row: JsonObject) => onChange(rows.with(i, row))
  return (
    <div ref={place.rows} className="rows">
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={i} className="table-row">
          <div className="table-cells">
            {countingIn(columns, fields, row).map(([key, column]) => (
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
      <Add onClick={() => place.add(() => onChange([...rows, firstCells(columns)]))}>{t('addItem')}</Add>
    </div>
  )
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

const firstCells = (columns: readonly (readonly [string, Field])[]): JsonObject =>
  Object.fromEntries(
    columns.flatMap(([name, { default: given }]) => (given === undefined ? [] : [[name, given]])),
  )
