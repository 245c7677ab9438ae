import { useTranslation } from 'react-i18next'
import { isObject } from '#shared/block'
import type { JsonObject } from '#shared/flow'
import { Cell, countingIn, withCell } from './cells.tsx'
import type { ControlProps } from './control.ts'

/** What the names in a record hold: the cells of one row. */
export function RecordControl({ field, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const fields = field.columns ?? {}
  const given = value ?? field.default
  const held = isObject(given) ? given : {}
  return (
    <div className="table-row">
      <div className="table-cells">
        {countingIn(Object.entries(fields), fields, held).map(([key, column]) => (
          <Cell
            key={key}
            column={column}
            value={held[key]}
            label={t('partOf', { title: field.title, part: column.title })}
            onChange={(next) => onChange(noneIfBlank(withCell(held, key, next === '' ? undefined : next)))}
          />
        ))}
      </div>
    </div>
  )
}

const noneIfBlank = (held: JsonObject): JsonObject | undefined =>
  Object.keys(held).length > 0 ? held : undefined
