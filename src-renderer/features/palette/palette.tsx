import { Trash2 } from 'lucide-react'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MyBlock } from '#shared/contract'
import { addBlock, type Where } from '../../model/add-block.ts'
import { useDrag } from '../../model/drag-store.ts'
import { findBlocks } from '../../model/find-blocks.ts'
import { useMyBlocks } from '../../model/my-blocks-store.ts'
import { useInstalled } from '../../ui/block-art/known-blocks.ts'
import { MY } from '../../ui/block-art/my-blocks.ts'
import { Button } from '../../ui/button.tsx'
import { SearchInput } from '../../ui/input.tsx'
import { CategoryRail } from './category-rail.tsx'
import { MyBlockMenu } from './my-block-menu.tsx'
import { PackageNote } from './package-note.tsx'
import { PaletteItem } from './palette-item.tsx'
import { shelvesOf } from './shelves.ts'
import './palette.css'

/** All blocks there are: by kind and by package, or by what they do. */
export function Palette() {
  const { t } = useTranslation('palette')
  const packages = useInstalled((installed) => installed.packages)
  const mine = useInstalled((installed) => installed.mine)
  const myBlocks = useMyBlocks((state) => state.list)
  const shelves = useMemo(() => shelvesOf(packages, mine), [packages, mine])
  const [key, setKey] = useState('start')
  const shelf = shelves.find((one) => one.key === key) ?? shelves[0]
  const [words, setWords] = useState('')
  const [added, setAdded] = useState('')
  const searching = words.trim() !== ''
  const blocks = useMemo(() => {
    if (!searching) return shelf?.blocks ?? []
    return findBlocks(
      shelves.flatMap((one) => one.blocks),
      words,
    )
  }, [searching, words, shelf, shelves])
  const toDelete = useDrag((state) => state.dropTarget === 'palette' && state.drag === null)

  const add = (type: string, where: Where) => {
    const block = addBlock(type, where)
    if (block) setAdded(t('added', { name: block.name }))
  }
  const choose = (chosen: string) => {
    setWords('')
    setKey(chosen)
  }
  return (
    <div className="palette" data-drop="palette">
      <CategoryRail shelves={shelves} chosen={searching ? null : (shelf?.key ?? null)} onChoose={choose} />
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
        <h2>
          {searching
            ? t('found', { count: blocks.length })
            : (shelf?.package?.title ?? t(`category.${shelf?.category ?? 'start'}`))}
        </h2>
        {!searching && shelf?.package && <PackageNote of={shelf.package} />}
        {blocks.length === 0 && !searching ? (
          <div className="palette-none">
            <p>{t('my.none')}</p>
            <p>{t('my.how')}</p>
          </div>
        ) : blocks.length === 0 ? (
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
                <PaletteItem
                  key={declaration.type}
                  declaration={declaration}
                  onAdd={add}
                  menu={menuOf(myBlocks?.find(({ id }) => declaration.type === `${MY}${id}`))}
                />
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

const menuOf = (mine: MyBlock | undefined) => mine && <MyBlockMenu of={mine} />

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
