import { useTranslation } from 'react-i18next'
import { BlockIcon, CategoryIcon } from '../../ui/block-art/block-icon.tsx'
import { Tile } from '../../ui/tag.tsx'
import type { Shelf } from './shelves.ts'

type CategoryRailProps = {
  shelves: readonly Shelf[]
  /** null while a search shows blocks of every kind */
  chosen: string | null
  onChoose(key: string): void
}

/** The kinds of blocks and the packages, in their colours. */
export function CategoryRail({ shelves, chosen, onChoose }: CategoryRailProps) {
  const { t } = useTranslation('palette')
  return (
    <nav className="palette-rail" aria-label={t('categories')}>
      {shelves.map(({ key, category, blocks, package: of }) => (
        <button
          key={key}
          type="button"
          className="palette-category"
          aria-current={key === chosen}
          onClick={() => onChoose(key)}
        >
          <Tile category={category} size="small">
            {of ? (
              <BlockIcon type={blocks[0]?.type ?? ''} category={category} size={14} />
            ) : (
              <CategoryIcon category={category} size={14} />
            )}
          </Tile>
          <span className="palette-category-words">{of?.title ?? t(`category.${category}`)}</span>
        </button>
      ))}
    </nav>
  )
}
