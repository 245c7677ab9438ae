import { Inbox } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useDrag } from '../../model/drag-store.ts'
import { Tooltip } from '../../ui/tooltip.tsx'

/** Opens and folds the backpack; blocks that are dropped on it are kept there. */
export function BackpackButton({ open, onToggle }: { open: boolean; onToggle(): void }) {
  const { t } = useTranslation('palette')
  const takes = useDrag((state) => state.dropTarget === 'backpack' && state.drag === null)
  return (
    <div className="palette-foot">
      <Tooltip text={t('backpackFor')} keys="Shift+K" side="right">
        <button
          type="button"
          className={`palette-category${takes && !open ? ' palette-takes' : ''}`}
          aria-expanded={open}
          data-drop="backpack"
          data-command="view.backpack"
          onClick={onToggle}
        >
          <Inbox size={18} aria-hidden />
          <span className="palette-category-words clip-two">{t('backpack')}</span>
        </button>
      </Tooltip>
    </div>
  )
}
