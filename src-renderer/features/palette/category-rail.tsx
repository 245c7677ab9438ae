import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BlockIcon, CategoryIcon } from '../../ui/block-art/block-icon.tsx'
import { Tile } from '../../ui/tag.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
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
      {shelves.map((shelf) => (
        <Category
          key={shelf.key}
          shelf={shelf}
          name={shelf.package?.title ?? t(`category.${shelf.category}`)}
          current={shelf.key === chosen}
          onChoose={() => onChoose(shelf.key)}
        />
      ))}
    </nav>
  )
}

type CategoryProps = { shelf: Shelf; name: string; current: boolean; onChoose(): void }

/** A name that does not fit is whole in a tooltip. */
function Category({ shelf: { category, blocks, package: of }, name, current, onChoose }: CategoryProps) {
  const words = useRef<HTMLSpanElement>(null)
  const cut = useIsCut(words)
  return (
    <Tooltip text={name} side="inline-end" off={!cut}>
      <button type="button" className="palette-category" aria-current={current} onClick={onChoose}>
        <Tile category={category} size="small">
          {of ? (
            <BlockIcon type={blocks[0]?.type ?? ''} category={category} size={14} />
          ) : (
            <CategoryIcon category={category} size={14} />
          )}
        </Tile>
        <span ref={words} className="palette-category-words clip-two">
          {name}
        </span>
      </button>
    </Tooltip>
  )
}

/** Whether words are too long for their place; asked again when that changes. */
function useIsCut(words: RefObject<HTMLElement | null>): boolean {
  const [cut, setCut] = useState(false)
  useEffect(() => {
    const { current } = words
    if (!current) return
    const look = () =>
      setCut(current.scrollHeight > current.clientHeight + 1 || current.scrollWidth > current.clientWidth)
    const watch = new ResizeObserver(look)
    watch.observe(current)
    return () => watch.disconnect()
  }, [words])
  return cut
}
