import { useVirtualizer } from '@tanstack/react-virtual'
import i18next from 'i18next'
import { ChevronDown, ChevronRight, GripVertical } from 'lucide-react'
import {
  type CSSProperties,
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Chip } from '../tag.tsx'
import { PATH_TYPE } from './path-type.ts'
import { type Opened, type TreeRoot, type TreeRow, valueRows } from './value-rows.ts'
import './value-tree.css'
import { sayValueShort } from './value-words.ts'

const ROW = 28

type ValueTreeProps = {
  roots: readonly TreeRoot[]
  label: string
  /** the element that scrolls around the tree, null until it is there; undefined: the tree scrolls itself */
  scroll?: HTMLElement | null
  /** a value was chosen; with this rows can also be dragged */
  onPick?(row: TreeRow & { code: string }): void
}

/** Values as a tree. One tab stop; arrows walk and open, Enter picks. 100,000 rows scroll. */
export function ValueTree({ roots, label, scroll, onPick }: ValueTreeProps) {
  const [opened, setOpened] = useState<Opened>({})
  const [active, setActive] = useState<string | null>(null)
  const rows = useMemo(() => valueRows(roots, opened), [roots, opened])
  const own = useRef<HTMLDivElement>(null)
  const id = useId()
  const { virtual, offset } = useRows(rows, scroll, own)
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === active),
  )
  const toggle = (row: TreeRow, open = !row.open) => setOpened((before) => ({ ...before, [row.id]: open }))
  const go = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (!row) return
    setActive(row.id)
    virtual.scrollToIndex(rows.indexOf(row))
  }
  const pick = (row: TreeRow) => {
    if (row.code !== undefined && onPick) onPick({ ...row, code: row.code })
    else if (row.expandable) toggle(row)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at]
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const done = walk(event.key, { row, rows, at, go, toggle, pick })
    if (done) event.preventDefault()
  }
  return (
    <div
      ref={own}
      role="tree"
      aria-label={label}
      tabIndex={0}
      className={`value-tree ${scroll === undefined ? 'value-tree-own' : ''} ${onPick ? 'value-tree-picks' : ''}`}
      aria-activedescendant={rows[at] ? `${id}-${at}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={() => active === null && rows[0] && setActive(rows[0].id)}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <Row
            key={rows[index]?.id}
            id={`${id}-${index}`}
            row={rows[index] as TreeRow}
            top={start - offset}
            active={index === at && active !== null}
            picks={onPick !== undefined}
            onToggle={toggle}
            onPick={(row) => {
              setActive(row.id)
              pick(row)
            }}
          />
        ))}
      </div>
    </div>
  )
}

function useRows(
  rows: readonly TreeRow[],
  scroll: HTMLElement | null | undefined,
  own: RefObject<HTMLDivElement | null>,
) {
  const [offset, setOffset] = useState(0)
  // The tree may lie anywhere in what scrolls; things above it grow and shrink.
  useLayoutEffect(() => {
    const outer = scroll
    const inner = own.current
    if (!outer || !inner) return
    const top = inner.getBoundingClientRect().top - outer.getBoundingClientRect().top + outer.scrollTop
    if (Math.abs(top - offset) > 1) setOffset(top)
  })
  const virtual = useVirtualizer({
    count: rows.length,
    // Never the tree in place of what scrolls around it: as high as all its rows, it would draw every one.
    getScrollElement: () => (scroll === undefined ? own.current : scroll),
    estimateSize: () => ROW,
    scrollMargin: offset,
    overscan: 12,
  })
  return { virtual, offset }
}

type Walk = {
  row: TreeRow
  rows: readonly TreeRow[]
  at: number
  go(to: number): void
  toggle(row: TreeRow, open?: boolean): void
  pick(row: TreeRow): void
}

/** The keys of a tree (WAI-ARIA). @returns whether the key meant something */
function walk(key: string, { row, rows, at, go, toggle, pick }: Walk): boolean {
  switch (key) {
    case 'ArrowDown':
      go(at + 1)
      return true
    case 'ArrowUp':
      go(at - 1)
      return true
    case 'Home':
      go(0)
      return true
    case 'End':
      go(rows.length - 1)
      return true
    case 'ArrowRight':
      if (row.expandable && !row.open) toggle(row, true)
      else if (row.open) go(at + 1)
      return true
    case 'ArrowLeft':
      if (row.open) toggle(row, false)
      else go(rows.findLastIndex((each, i) => i < at && each.depth < row.depth))
      return true
    case ' ':
      if (row.expandable) toggle(row)
      return true
    case 'Enter':
      pick(row)
      return true
    default:
      return false
  }
}

type RowProps = {
  id: string
  row: TreeRow
  top: number
  active: boolean
  picks: boolean
  onToggle(row: TreeRow): void
  onPick(row: TreeRow): void
}

function Row({ id, row, top, active, picks, onToggle, onPick }: RowProps) {
  const { code } = row
  const draggable = picks && code !== undefined
  const drag = (event: DragEvent) => {
    event.dataTransfer.setData('text/plain', `{{ ${code} }}`)
    event.dataTransfer.setData(PATH_TYPE, code as string)
    event.dataTransfer.effectAllowed = 'copy'
  }
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree holds the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-expanded={row.expandable ? row.open : undefined}
      aria-selected={active}
      className={`value-row ${active ? 'value-row-active' : ''} ${draggable ? 'value-row-pick' : ''}`}
      style={{ '--depth': row.depth, transform: `translateY(${top}px)` } as CSSProperties}
      draggable={draggable}
      onDragStart={draggable ? drag : undefined}
      onClick={() => onPick(row)}
    >
      <Twisty row={row} onToggle={onToggle} />
      {row.line ? (
        <span className="mono clip value-line" dir="auto">
          {row.value as string}
        </span>
      ) : (
        <>
          <Chip category={row.category} quiet={row.depth > 0}>
            {row.label}
          </Chip>
          <span className="value-words clip grow" dir="auto" title={titleOf(row)}>
            {row.note ?? sayValueShort(row.value, row.label, row.beside)}
          </span>
          {draggable && <GripVertical size={15} className="value-grip" aria-hidden />}
        </>
      )}
    </div>
  )
}

function Twisty({ row, onToggle }: Pick<RowProps, 'row' | 'onToggle'>) {
  if (!row.expandable) return <span className="value-twisty" />
  const Icon = row.open ? ChevronDown : ChevronRight
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys on the tree do this
    // biome-ignore lint/a11y/noStaticElementInteractions: the row itself says that it opens
    <span
      className="value-twisty"
      onClick={(event) => {
        event.stopPropagation()
        onToggle(row)
      }}
    >
      <Icon size={14} aria-hidden className={i18next.dir?.() === 'rtl' && !row.open ? 'flip' : ''} />
    </span>
  )
}

const titleOf = ({ value }: TreeRow) =>
  typeof value === 'string' && value.length > 24 ? value.slice(0, 1000) : undefined
