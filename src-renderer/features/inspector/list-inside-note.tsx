import { useTranslation } from 'react-i18next'
import type { Json } from '#shared/flow'
import { Button } from '../../ui/button.tsx'
import { useInspected } from './inspector-context.ts'
import { listsInside } from './list-inside.ts'

/** Says that an object came where a list is wanted, and takes the list in it at a press. */
export function ListInsideNote({
  value,
  onChange,
}: {
  value: Json | undefined
  onChange(value: string): void
}) {
  const { t } = useTranslation('inspector')
  const { arriving } = useInspected()
  const lists = listsInside(value, arriving)
  if (lists.length === 0) return null
  return (
    <div className="field-mends sm" role="status">
      <span>{t('listInside', { count: lists.length })}</span>
      {lists.map(({ code, length }) => (
        <Button key={code} kind="line" size="small" onClick={() => onChange(`{{ ${code} }}`)}>
          {t('takeList', { path: code, count: length })}
        </Button>
      ))}
    </div>
  )
}
