import { useTranslation } from 'react-i18next'
import type { Json } from '#shared/flow'
import { Button } from '../../ui/button.tsx'
import { looksLikeFolder } from './folder-end.ts'

/** Says that the end of a path will be the file's new name, and makes it a folder at a press. */
export function FolderEndNote({
  value,
  onChange,
}: {
  value: Json | undefined
  onChange(value: string): void
}) {
  const { t } = useTranslation('inspector')
  if (typeof value !== 'string' || !looksLikeFolder(value)) return null
  return (
    <div className="field-mends sm" role="status">
      <span>{t('becomesName')}</span>
      <Button kind="line" size="small" onClick={() => onChange(`${value.trim()}/`)}>
        {t('makeFolder')}
      </Button>
    </div>
  )
}
