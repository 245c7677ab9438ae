import { Trash2 } from 'lucide-react'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { type BlockDeclaration, CATEGORIES, type Category } from '#shared/block'
import { useDrag } from '../../model/drag-store.ts'
import { Button } from '../../ui/button.tsx'
import { SearchInput } from '../../ui/input.tsx'
import { addBlock, type Where } from './add-block.ts'
import { CategoryRail } from './category-rail.tsx'
import { findBlocks } from './find-blocks.ts'
import { PaletteItem } from './palette-item.tsx'
import { shownBlocks } from './shown-blocks.ts'
import './palette.css'

/** Only kinds that have blocks, in the order of the design. */
const SHELVES: readonly { category: Category; blocks: BlockDeclaration[] }[] = CATEGORIES.map((category) => ({
  category,
  blocks: shownBlocks.filter((declaration) => declaration.category === category),
})).filter((shelf) => shelf.blocks.length > 0)

/** All blocks there are: by kind, or by what they do. */
export function Palette() {
  const { t } = useTranslation('palette')
  const [category, setCategory] = useState<Category>(SHELVES[0]?.category ?? 'start')
  const [words, setWords] = useState('')
  const [added, setAdded] = useState('')
  const searching = words.trim() !== ''
  const blocks = useMemo(() => {
    if (searching) return findBlocks(shownBlocks, words)
    return SHELVES.find((shelf) => shelf.category === category)?.blocks ?? []
  }, [searching, words, category])
  const toDelete = useDrag((state) => state.dropTarget === 'palette' && state.drag === null)

  const add = (type: string, where: Where) => {
    const block = addBlock(type, where)
    if (block) setAdded(t('added', { name: block.name }))
  }
  const choose = (chosen: Category) => {
    setWords('')
    setCategory(chosen)
  }
  return (
    <div className="palette" data-drop="palette">
      <CategoryRail
        categories={SHELVES.map((shelf) => shelf.category)}
        chosen={searching ? null : category}
        onChoose={choose}
      />
      <div className="palette-shelf">
        <div className="palette-search">
          <SearchInput
            placeholder={t('search')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            onKeyDown={(event) =>
              searchKeys(
                event,
                () => setWords(''),
                (where) => blocks[0] && add(blocks[0].type, where),
              )
            }
            after={<kbd aria-hidden>/</kbd>}
            data-palette-search
          />
        </div>
        <h2>{searching ? t('found', { count: blocks.length }) : t(`category.${category}`)}</h2>
        {blocks.length === 0 ? (
          <div className="palette-none">
            <p>{t('nothing', { words: words.trim() })}</p>
            <Button kind="line" onClick={() => setWords('')}>
              {t('clear')}
            </Button>
          </div>
        ) : (
          <div className="palette-list">
            <ul>
              {blocks.map((declaration) => (
                <PaletteItem key={declaration.type} declaration={declaration} onAdd={add} />
              ))}
            </ul>
          </div>
        )}
      </div>
      <span className="unseen" role="status">
        {added}
      </span>
      {toDelete && (
        <div className="palette-delete">
          <Trash2 size={20} aria-hidden />
          {t('dropToDelete')}
        </div>
      )}
    </div>
  )
}

function searchKeys(
  event: KeyboardEvent<HTMLInputElement>,
  clear: () => void,
  addFirst: (where: Where) => void,
) {
  if (event.key === 'Escape') clear()
  if (event.key === 'Enter' && event.currentTarget.value.trim() !== '')
    addFirst(event.shiftKey ? 'inside' : 'below')
  if (event.key !== 'ArrowDown') return
  event.preventDefault()
  event.currentTarget.closest('.palette')?.querySelector<HTMLElement>('.palette-item')?.focus()
}
