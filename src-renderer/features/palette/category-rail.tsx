import { useTranslation } from 'react-i18next'
import type { Category } from '#shared/block'
import { CategoryIcon } from '../../ui/block-art/block-icon.tsx'
import { Tile } from '../../ui/tag.tsx'

type CategoryRailProps = {
  categories: readonly Category[]
  /** null while a search shows blocks of every kind */
  chosen: Category | null
  onChoose(category: Category): void
}

/** The kinds of blocks, in their colours. */
export function CategoryRail({ categories, chosen, onChoose }: CategoryRailProps) {
  const { t } = useTranslation('palette')
  return (
    <nav className="palette-rail" aria-label={t('categories')}>
      {categories.map((category) => (
        <button
          key={category}
          type="button"
          className="palette-category"
          aria-current={category === chosen}
          onClick={() => onChoose(category)}
        >
          <Tile category={category} size="small">
            <CategoryIcon category={category} size={14} />
          </Tile>
          {t(`category.${category}`)}
        </button>
      ))}
    </nav>
  )
}
