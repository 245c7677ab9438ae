import { Inbox, Trash2 } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addBlock, type Where } from '../../model/add-block.ts'
import { useBackpack } from '../../model/backpack-store.ts'
import { useDrag } from '../../model/drag-store.ts'
import { findBlocks } from '../../model/find-blocks.ts'
import { useInstalled } from '../../ui/block-art/known-blocks.ts'
import { SearchInput } from '../../ui/input.tsx'
import { BackpackButton } from './backpack-button.tsx'
import { BlockShelf } from './block-shelf.tsx'
import { CategoryRail } from './category-rail.tsx'
import { shelvesOf } from './shelves.ts'
import './palette.css'

/**
 * All blocks there are: by kind and by package, or by what they do. `backpack` is the shelf of what people keep for other
 * flows: it stands in the same place while it is open.
 */
export function Palette({ backpack }: { backpack: ReactNode }) {
  const { t } = useTranslation('palette')
  const packages = useInstalled((installed) => installed.packages)
  const mine = useInstalled((installed) => installed.mine)
  const shelves = useMemo(() => shelvesOf(packages, mine), [packages, mine])
  const [key, setKey] = useState('start')
  const shelf = shelves.find((one) => one.key === key) ?? shelves[0]
  const [words, setWords] = useState('')
  const [added, setAdded] = useState('')
  const searching = words.trim() !== ''
  const isOpen = useBackpack((state) => state.open) && !searching
  const blocks = useMemo(() => {
    if (!searching) return shelf?.blocks ?? []
    return findBlocks(
      shelves.flatMap((one) => one.blocks),
      words,
    )
  }, [searching, words, shelf, shelves])
  const clear = () => setWords('')
  useClearedForBackpack(clear)

  const add = (type: string, where: Where) => {
    const block = addBlock(type, where)
    if (block) setAdded(t('added', { name: block.name }))
  }
  const show = (open: boolean, chosen = key) => {
    clear()
    setKey(chosen)
    useBackpack.getState().show(open)
  }
  return (
    <div className="palette" data-drop="palette">
      <div className="palette-side">
        <CategoryRail
          shelves={shelves}
          chosen={searching || isOpen ? null : (shelf?.key ?? null)}
          onChoose={(chosen) => show(false, chosen)}
        />
        <BackpackButton open={isOpen} onToggle={() => show(!isOpen)} />
      </div>
      <div className="palette-shelf" data-drop={isOpen ? 'backpack' : undefined}>
        <div className="palette-search">
          <SearchInput
            placeholder={t('search')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            onKeyDown={(event) =>
              searchKeys(event, clear, (where) => blocks[0] && add(blocks[0].type, where))
            }
            after={<kbd aria-hidden>/</kbd>}
            data-palette-search
          />
        </div>
        {isOpen ? (
          backpack
        ) : (
          <BlockShelf
            of={searching ? { words: words.trim() } : shelf}
            blocks={blocks}
            onAdd={add}
            onClear={clear}
          />
        )}
      </div>
      <span className="unseen" role="status">
        {added}
      </span>
      <DropSigns open={isOpen} />
    </div>
  )
}

/** Says over the panel what becomes of the blocks in the hand when they are let go there. */
function DropSigns({ open }: { open: boolean }) {
  const { t } = useTranslation('palette')
  const target = useDrag((state) => (state.drag === null ? state.dropTarget : null))
  if (target === 'palette')
    return (
      <div className={`palette-drop palette-delete${open ? ' palette-drop-side' : ''}`}>
        <Trash2 size={20} aria-hidden />
        {t('dropToDelete')}
      </div>
    )
  if (target !== 'backpack' || !open) return null
  return (
    <div className="palette-drop palette-keep">
      <Inbox size={20} aria-hidden />
      {t('dropToKeep')}
    </div>
  )
}

/** Who asks for the backpack by name sees it, whatever was looked for before. */
function useClearedForBackpack(clear: () => void): void {
  const wanted = useBackpack((state) => state.wanted)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each asking
  useEffect(() => {
    if (wanted) clear()
  }, [wanted])
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
  event.currentTarget.closest('.palette')?.querySelector<HTMLElement>('.palette-item, .snippet')?.focus()
}
