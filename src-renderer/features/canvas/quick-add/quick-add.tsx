import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BlockDeclaration } from '#shared/block'
import { findBlocks } from '../../../model/find-blocks.ts'
import { useRecentBlocks } from '../../../model/recent-blocks.ts'
import { shownBlocks } from '../../../model/shown-blocks.ts'
import { BlockPicture } from '../../../ui/block-art/block-picture.tsx'
import { useInstalled } from '../../../ui/block-art/known-blocks.ts'
import { isMirrored } from '../../../ui/direction.ts'
import { SearchInput } from '../../../ui/input.tsx'
import { useCanvasView } from '../canvas-view.ts'
import { canvasArea } from '../drag/drop-places.ts'
import { focusBlock } from '../editing.ts'
import type { PlacedBlock } from '../geometry/layout.ts'
import { type OwnScene, useOwnScene } from '../use-scene.ts'
import { addAt, type QuickWay } from './add-at.ts'
import { closeQuickAdd, type QuickAnchor, useQuickAdd } from './quick-add-store.ts'
import './quick-add.css'

/** px that a block may be wide in the list */
const ROOM = 284
const SHOWN = 24
/** px; the place must not be cut off by the canvas' edge */
const SIZE = { width: 320, height: 340, gap: 8 }

/** The small search at a block or a free place: a few letters, Enter, and the block is there. */
export function QuickAdd() {
  const anchor = useQuickAdd((state) => state.anchor)
  useEffect(() => closeQuickAdd, [])
  // a new place begins anew
  return anchor && <QuickSearch key={JSON.stringify(anchor)} anchor={anchor} />
}

function QuickSearch({ anchor }: { anchor: QuickAnchor }) {
  const { t } = useTranslation('canvas')
  const own = useOwnScene()
  const list = useId()
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const found = useFound(words, anchor)
  const place = usePlace(own, anchor)
  const chosen = found[Math.min(at, found.length - 1)]
  const options = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen comes into sight
  useEffect(() => {
    options.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const add = (type: string, way: QuickWay) => {
    closeQuickAdd()
    addAt(own, anchor, type, way)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && found.length > 0) setAt((Math.min(at, found.length - 1) + step + found.length) % found.length)
    else if (event.key === 'Enter') {
      if (chosen) add(chosen.type, event.altKey ? 'beside' : event.shiftKey ? 'inside' : 'below')
    } else if (event.key === 'Escape' || event.key === 'Tab') leave(anchor)
    else return
    // Tab goes on from the block the search stood at: it must never hold the keyboard
    if (event.key !== 'Tab') event.preventDefault()
  }
  return (
    <div
      className="quick-add nopan nowheel"
      role="dialog"
      aria-label={t('quick.title')}
      style={place}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) closeQuickAdd()
      }}
    >
      <SearchInput
        autoFocus
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={chosen && `${list}-${chosen.type}`}
        aria-describedby={`${list}-keys`}
        aria-label={t('quick.title')}
        placeholder={t('quick.search')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={options} id={list} className="quick-list" role="listbox" aria-label={t('quick.found')}>
        {found.map((declaration) => (
          <Option
            key={declaration.type}
            id={`${list}-${declaration.type}`}
            declaration={declaration}
            chosen={declaration === chosen}
            onChoose={(way) => add(declaration.type, way)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="quick-none sm">{t('quick.nothing', { words: words.trim() })}</p>}
      <p id={`${list}-keys`} className="quick-keys sm">
        {t(anchor.kind === 'block' ? 'quick.keys' : 'quick.keysFree')}
      </p>
    </div>
  )
}

type OptionProps = {
  id: string
  declaration: BlockDeclaration
  chosen: boolean
  onChoose(way: QuickWay): void
}

function Option({ id, declaration, chosen, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-label={declaration.title}
      title={declaration.summary}
      className={`quick-option${chosen ? ' at' : ''}`}
      onPointerDown={(event) => event.preventDefault()}
      onClick={(event) => onChoose(event.altKey ? 'beside' : event.shiftKey ? 'inside' : 'below')}
    >
      <BlockPicture type={declaration.type} scale={0.79} room={ROOM} />
    </div>
  )
}

/** The keyboard goes back to the block the search stood at. */
function leave(anchor: QuickAnchor): void {
  closeQuickAdd()
  if (anchor.kind === 'block') focusBlock(anchor.id)
  if (anchor.kind === 'wire') focusBlock(anchor.from)
}

/** What fits the words; without any, what was added last, then all. A hat has no way in, so no wire ends at one. */
function useFound(words: string, anchor: QuickAnchor): readonly BlockDeclaration[] {
  const packages = useInstalled((installed) => installed.packages)
  const mine = useInstalled((installed) => installed.mine)
  const recent = useRecentBlocks((state) => state.types)
  return useMemo(() => {
    const all = [...shownBlocks, ...mine, ...packages.flatMap((one) => one.declarations)].filter(
      (declaration) => anchor.kind !== 'wire' || declaration.shape !== 'hat',
    )
    const found = findBlocks(all, words)
    if (words.trim() !== '') return found.slice(0, SHOWN)
    const last = recent.flatMap((type) => all.find((declaration) => declaration.type === type) ?? [])
    return [...last, ...found.filter((declaration) => !last.includes(declaration))].slice(0, SHOWN)
  }, [packages, mine, recent, words, anchor.kind])
}

/** px from the canvas' top left: under the block's row, or at the free place; always whole in sight. */
function usePlace(own: OwnScene, anchor: QuickAnchor): { left: number; top: number } {
  const { toScreen } = useCanvasView()
  const area = canvasArea()
  const placed = anchor.kind === 'block' ? own.layout.blocks.get(anchor.id) : undefined
  const [x, y] = anchor.kind === 'block' ? underRow(placed) : anchor.at
  const point = toScreen({ x, y })
  // it opens towards where reading goes
  const at = { x: isMirrored() ? point.x - SIZE.width : point.x, y: point.y }
  if (!area) return { left: at.x, top: at.y }
  const within = (value: number, size: number, room: number) =>
    Math.max(SIZE.gap, Math.min(value, room - size - SIZE.gap))
  return {
    left: within(at.x - area.left, SIZE.width, area.width),
    top: within(at.y - area.top, SIZE.height, area.height),
  }
}

const underRow = (placed: PlacedBlock | undefined): readonly [number, number] =>
  placed ? [placed.x + 16, placed.y + placed.face.row + 12] : [0, 0]
