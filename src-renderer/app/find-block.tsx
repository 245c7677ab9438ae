import { Popover } from '@base-ui/react/popover'
import { Search, StickyNote } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Block } from '#shared/flow'
import { lendCommands } from '../model/commands.ts'
import { useFlow } from '../model/flow-store.ts'
import { useSelection } from '../model/selection-store.ts'
import { BlockIcon } from '../ui/block-art/block-icon.tsx'
import { catalog } from '../ui/block-art/known-blocks.ts'
import { IconButton } from '../ui/button.tsx'
import { SearchInput } from '../ui/input.tsx'
import { Tile } from '../ui/tag.tsx'
import './find-block.css'
import { keysOf } from './shortcuts.ts'

const SHOWN = 50

/** Finds a block of the open flow by its name, its kind or any text in its fields, or a note by its text, and chooses it. */
export function FindBlock() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  /** after choosing, the keyboard goes on at the block; after Escape, where it was */
  const chose = useRef(false)
  const done = () => {
    chose.current = true
    setOpen(false)
  }
  const change = (next: boolean) => {
    chose.current = false
    setOpen(next)
  }
  useEffect(
    () =>
      lendCommands('find', [
        {
          id: 'view.find',
          group: 'view',
          title: () => t('find'),
          keys: ['Ctrl+F'],
          inFields: true,
          does() {
            chose.current = false
            setOpen(true)
          },
        },
      ]),
    [t],
  )
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger
        render={
          <IconButton
            data-command="view.find"
            label={t('find')}
            keys={keysOf('Ctrl+F')}
            icon={<Search size={16} />}
          />
        }
      />
      <Popover.Portal>
        <Popover.Positioner className="popup-place" sideOffset={4} align="end">
          <Popover.Popup className="popup find" aria-label={t('find')} finalFocus={() => !chose.current}>
            <FindList onDone={done} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function FindList({ onDone }: { onDone(): void }) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const blocks = useFlow((flow) => flow.document?.blocks) ?? []
  const found = words.trim() === '' ? [] : blocks.filter((block) => says(block, words)).slice(0, SHOWN)
  const notes = useFlow((flow) => flow.document?.notes) ?? []
  const foundNotes =
    words.trim() === '' ? [] : [...notes.entries()].filter(([, { text }]) => hasWords(text, words))
  const chooseNote = (index: number) => {
    useSelection.getState().revealNote(index)
    onDone()
  }
  const chooseFirst = () => {
    const [block] = found
    const [note] = foundNotes
    if (block) choose(block)
    else if (note) chooseNote(note[0])
  }
  const choose = (block: Block) => {
    useSelection.getState().reveal(block.id, { focus: true })
    onDone()
  }
  return (
    <>
      <SearchInput
        autoFocus
        placeholder={t('findPlaceholder')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && chooseFirst()}
      />
      {words.trim() !== '' && found.length + foundNotes.length === 0 && (
        <p className="find-none sm">{t('foundNothing')}</p>
      )}
      {found.length + foundNotes.length > 0 && (
        <ul className="find-list">
          {found.map((block) => (
            <li key={block.id}>
              <button type="button" className="popup-item find-item" onClick={() => choose(block)}>
                <BlockMark block={block} />
                <span className="clip" dir="auto">
                  {block.name}
                </span>
              </button>
            </li>
          ))}
          {foundNotes.slice(0, SHOWN).map(([index, { text }]) => (
            <li key={index}>
              <button type="button" className="popup-item find-item" onClick={() => chooseNote(index)}>
                <StickyNote size={16} aria-label={t('findNote')} />
                <span className="clip" dir="auto">
                  {text}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function BlockMark({ block }: { block: Block }) {
  const declaration = catalog.get(block.type)
  if (!declaration) return null
  return (
    <Tile category={declaration.category} size="small">
      <BlockIcon type={block.type} category={declaration.category} size={14} />
    </Tile>
  )
}

/** Every word typed stands somewhere in the block. */
function says(block: Block, words: string): boolean {
  const title = catalog.get(block.type)?.title ?? ''
  return hasWords(`${block.name} ${title} ${JSON.stringify(block.config)}`, words)
}

const hasWords = (text: string, words: string): boolean =>
  words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word))
