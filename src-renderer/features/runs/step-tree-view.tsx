import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowStructure } from '#shared/flow'
import { ticksOf } from './lanes.ts'
import { sayTick } from './say-tick.ts'
import { StepLine } from './step-line.tsx'
import { type StepRow, type StepTree, stepRows } from './step-tree.ts'

const ROW = 32
/** the line of titles, and the room around the rows */
const CHROME = 49

type StepTreeProps = {
  tree: StepTree
  /** names blocks that were not reached */
  missing: FlowStructure | undefined
  /** ms since the epoch */
  start: number
  end: number
  more: (() => void) | null
  /** more steps are on their way */
  waiting: boolean
  /** id of the row whose data is shown below */
  chosen: string | null
  onChoose(row: StepRow): void
  /** somebody comes from a place that is gone: the focus goes on here */
  takesFocus: boolean
}

/** The steps of a run as a tree with their times. One tab stop; arrows walk, Enter shows a step's data. */
export function StepTreeView(props: StepTreeProps) {
  const { tree, missing, start, end, more, waiting, chosen, onChoose, takesFocus } = props
  const { t } = useTranslation('runs')
  const id = useId()
  const [opened, setOpened] = useState<Readonly<Record<string, boolean>>>({})
  const [active, setActive] = useState<string | null>(null)
  const rows = useMemo(() => stepRows(tree, { opened, missing }), [tree, opened, missing])
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 10,
  })
  const items = virtual.getVirtualItems()
  useEffect(() => {
    if (takesFocus) scroll.current?.focus()
  }, [takesFocus])
  useMore(items.at(-1)?.index ?? 0, rows.length, more)
  useInSight(
    virtual,
    rows.findIndex((row) => row.id === chosen),
  )
  const wanted = rows.findIndex((row) => row.id === (active ?? chosen))
  const at = Math.max(0, wanted)
  const toggle = (row: StepRow, open = !row.open) => setOpened((before) => ({ ...before, [row.id]: open }))
  const choose = (row: StepRow) => {
    setActive(row.id)
    onChoose(row)
  }
  const go = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (!row) return
    virtual.scrollToIndex(rows.indexOf(row))
    choose(row)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at]
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    if (walk(event.key, row, rows, at, go, toggle)) event.preventDefault()
  }
  return (
    <div className="steps" style={{ flexBasis: rows.length * ROW + CHROME }}>
      <div className="step step-head" aria-hidden>
        <span className="label">{t('step')}</span>
        <Times ms={end - start} />
        <span className="label step-took">{t('took')}</span>
      </div>
      <div
        ref={scroll}
        className="steps-scroll"
        role="tree"
        tabIndex={0}
        aria-label={t('stepsOfRun')}
        aria-activedescendant={rows[at] ? `${id}-${at}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start: top }) => {
            const row = rows[index] as StepRow
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the tree holds the focus and names its active row
              // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
              <div
                key={row.id}
                id={`${id}-${index}`}
                role="treeitem"
                aria-level={row.depth + 1}
                aria-posinset={row.place}
                aria-setsize={row.of}
                aria-expanded={row.expandable ? row.open : undefined}
                aria-selected={row.id === chosen}
                className={rowClass(row, chosen, index === at)}
                style={{ '--depth': row.depth, transform: `translateY(${top}px)` } as CSSProperties}
                onClick={() => choose(row)}
                onDoubleClick={() => row.expandable && toggle(row)}
              >
                <StepLine row={row} start={start} end={end} missing={missing} onToggle={toggle} />
              </div>
            )
          })}
        </div>
        {waiting && (
          <p className="steps-waiting sm muted" role="status">
            {t('moreSteps')}
          </p>
        )}
      </div>
    </div>
  )
}

const rowClass = (row: StepRow, chosen: string | null, active: boolean) =>
  [
    'step step-row',
    row.id === chosen &&
      (row.is !== 'later' && row.status === 'failed' ? 'step-chosen step-bad' : 'step-chosen'),
    active && 'step-active',
    row.is === 'later' && 'step-later',
  ]
    .filter(Boolean)
    .join(' ')

/** What is chosen without a hand, as what failed, or by a line of the log, is in sight from the beginning. */
function useInSight(virtual: { scrollToIndex(at: number): void }, at: number): void {
  const shown = useRef(false)
  useEffect(() => {
    if (shown.current || at < 0) return
    shown.current = true
    virtual.scrollToIndex(at)
  }, [virtual, at])
}

/** Steps come page by page: the next are fetched before the end is reached. */
function useMore(last: number, count: number, more: (() => void) | null): void {
  useEffect(() => {
    if (more && last >= count - 20) more()
  }, [last, count, more])
}

function walk(
  key: string,
  row: StepRow,
  rows: readonly StepRow[],
  at: number,
  go: (to: number) => void,
  toggle: (row: StepRow, open?: boolean) => void,
): boolean {
  if (key === 'ArrowDown') go(at + 1)
  else if (key === 'ArrowUp') go(at - 1)
  else if (key === 'Home') go(0)
  else if (key === 'End') go(rows.length - 1)
  else if (key === 'Enter' || key === ' ') go(at)
  else if (key === 'ArrowRight') {
    if (row.expandable && !row.open) toggle(row, true)
    else if (row.open) go(at + 1)
  } else if (key === 'ArrowLeft') {
    if (row.open) toggle(row, false)
    else go(rows.findLastIndex((each, i) => i < at && each.depth < row.depth))
  } else return false
  return true
}

const Times = ({ ms }: { ms: number }) => (
  <span className={`step-times xs num ${ms >= 60_000 ? 'axis-long' : ''}`}>
    {ticksOf(ms, 4).map((tick, i, all) => (
      <span
        key={tick}
        style={
          i === all.length - 1
            ? { insetInlineEnd: 0 }
            : { insetInlineStart: `${(tick / Math.max(1, ms)) * 100}%` }
        }
        className={i === all.length - 1 ? 'axis-last' : ''}
      >
        {sayTick(tick, i, ms, all.length)}
      </span>
    ))}
  </span>
)
