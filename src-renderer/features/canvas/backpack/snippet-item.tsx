import { TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, memo, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptSnippet } from '#shared/contract'
import type { Snippet } from '#shared/snippet'
import type { Where } from '../../../model/add-block.ts'
import { useBlockCommands } from '../../../model/block-commands.ts'
import { attempt, whileBusy } from '../../../model/notice-store.ts'
import { useSettings } from '../../../model/settings-store.ts'
import { catalog, useInstalled } from '../../../ui/block-art/known-blocks.ts'
import { LoadingBars } from '../../../ui/places.tsx'
import { RenameDialog } from '../../../ui/rename-dialog.tsx'
import { renameSnippet, undoDeletion } from './change-backpack.ts'
import { dragSnippet } from './drag-snippet.ts'
import { contentOf, useContent } from './follow-backpack.ts'
import { SnippetMenu } from './snippet-menu.tsx'
import { SnippetPicture } from './snippet-picture.tsx'

/** px of the panel beside a picture: the rail, the room at both sides of the shelf and in a snippet */
const BESIDE = 104

type SnippetItemProps = {
  kept: KeptSnippet
  /** id of what says the keys */
  keys: string
  /** where a snippet in the hand would come to lie */
  gap: 'before' | 'after' | null
  isFirst: boolean
  isLast: boolean
  /** always the same: 200 snippets must not be drawn anew for each move of a hand */
  on: SnippetActs
}

/** What the shelf does with a snippet. */
export type SnippetActs = {
  /** it is held at this height over the shelf, px of the window; null: not over it */
  hold(kept: KeptSnippet, y: number | null): void
  /** it was let go there */
  letGo(kept: KeptSnippet, y: number): void
  /** by so many places */
  move(kept: KeptSnippet, by: 1 | -1): void
  remove(kept: KeptSnippet): void
  /** the keyboard is to go back to the canvas */
  leave(): void
}

/**
 * One snippet: dragged onto the canvas, or put in by Enter or a double click. Arrows go from one to the next, with Alt they
 * move it; F2 renames, Delete deletes.
 */
export const SnippetItem = memo(function SnippetItem(props: SnippetItemProps) {
  const { kept, keys, gap, isFirst, isLast, on } = props
  const { t } = useTranslation('backpack')
  const { id, name, blocks } = kept
  const { value: whole, error, seen, watch } = useContent(id)
  const warning = useId()
  const [renaming, setRenaming] = useState(false)
  const snippet = whole?.snippet
  // its picture may not be here yet
  const put = (where: Where) =>
    attempt(async () => {
      const content = await whileBusy({ key: 'backpack:busy.take', values: { name } }, contentOf(id))
      useBlockCommands.getState().commands?.put(content.snippet, where)
    })
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const undone = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && undoDeletion()
    if (event.altKey && event.key === 'ArrowUp') on.move(kept, -1)
    else if (event.altKey && event.key === 'ArrowDown') on.move(kept, 1)
    else if (event.key === 'F2') setRenaming(true)
    else if (event.key === 'Delete') on.remove(kept)
    else if (event.key === 'Escape') on.leave()
    else if (!undone && !walk(event)) return
    event.preventDefault()
  }
  return (
    <li ref={watch} className={`snippet-place${gap ? ` gap-${gap}` : ''}`} onContextMenu={openMenu}>
      <Picture snippet={snippet} waits={!error} />
      <div id={warning}>
        {snippet && <Missing of={snippet} />}
        {error && <Warning text={error.message} />}
      </div>
      <button
        type="button"
        className="snippet"
        data-snippet={id}
        aria-describedby={`${warning} ${keys}`}
        aria-keyshortcuts="Enter Shift+Enter F2 Delete Alt+ArrowUp Alt+ArrowDown"
        // one click of a mouse takes it up; keys and screen readers press without one
        onClick={(event) => event.detail === 0 && put(event.shiftKey ? 'inside' : 'below')}
        onDoubleClick={() => put('below')}
        onKeyDown={press}
        onPointerDown={(event) =>
          snippet &&
          dragSnippet(snippet, event, {
            over: (y) => on.hold(kept, y),
            back: (y) => on.letGo(kept, y),
          })
        }
      >
        <span className="snippet-name clip-two">{name}</span>{' '}
        <span className="snippet-size num">{t('blocks', { count: blocks })}</span>
      </button>
      {seen && (
        <SnippetMenu
          name={name}
          isFirst={isFirst}
          isLast={isLast}
          onPut={() => put('below')}
          onRename={() => setRenaming(true)}
          onMove={(by) => on.move(kept, by)}
          onDelete={() => on.remove(kept)}
        />
      )}
      {renaming && (
        <RenameDialog
          name={name}
          texts={{ title: t('renameTitle'), label: t('name'), rename: t('rename'), cancel: t('cancel') }}
          onClose={() => setRenaming(false)}
          onName={(next) => {
            setRenaming(false)
            renameSnippet(id, next)
          }}
        />
      )}
    </li>
  )
})

function Picture({ snippet, waits }: { snippet: Snippet | undefined; waits: boolean }) {
  const { t } = useTranslation()
  const width = useSettings((settings) => settings.panels.palette) - BESIDE
  if (snippet) return <SnippetPicture snippet={snippet} width={width} />
  return waits ? <LoadingBars label={t('loading')} widths={[72, 52]} /> : null
}

/** Blocks of packages that are not here are put in as they are, and work once their package is. */
function Missing({ of: { blocks } }: { of: Snippet }) {
  const { t } = useTranslation('backpack')
  useInstalled()
  const types = new Set(blocks.map(({ type }) => type).filter((type) => !catalog.has(type)))
  if (types.size === 0) return null
  return <Warning text={t('missing', { count: types.size, types: [...types].join(', ') })} />
}

const Warning = ({ text }: { text: string }) => (
  <p className="snippet-warning">
    <TriangleAlert size={14} aria-hidden />
    {text}
  </p>
)

/** A right click, the menu key or Shift and F10 open what the button with the three dots opens. */
function openMenu(event: MouseEvent<HTMLElement>): void {
  event.preventDefault()
  event.currentTarget.querySelector<HTMLElement>('.snippet-more')?.click()
}

/** @returns whether the key went to another snippet */
function walk({ key, altKey, ctrlKey, metaKey, currentTarget }: KeyboardEvent<HTMLElement>): boolean {
  if (altKey || ctrlKey || metaKey) return false
  const all = [...(currentTarget.closest('ul')?.querySelectorAll<HTMLElement>('.snippet') ?? [])]
  const here = all.indexOf(currentTarget)
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[key]
  if (to === undefined) return false
  all[to]?.focus()
  return true
}
