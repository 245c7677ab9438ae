import { useTranslation } from 'react-i18next'
import { blockOutline } from '../../../ui/block-art/outline.ts'

/** An empty flow: a dashed outline of what belongs there, and one sentence. */
export function EmptyCanvas() {
  const { t } = useTranslation('canvas')
  return (
    <div className="empty-canvas">
      <svg width="204" height="76" viewBox="-2 -18 204 76" aria-hidden="true">
        <path d={blockOutline({ shape: 'hat', width: 200, row: 48 })} />
      </svg>
      <p>{t('empty')}</p>
    </div>
  )
}
