// biome-ignore-all lint/a11y/useSemanticElements: rows come and go while it scrolls, which no table element allows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys
import { useVirtualizer } from '@tanstack/react-virtual'
import i18next from 'i18next'
import { ArrowDown, ArrowUp } from 'lucide-react'
import {
  type CSSProperties,
  type DragEvent,
  type KeyboardEvent,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { Json } from '#shared/flow'
import { Select } from '../select.tsx'
import { PATH_TYPE } from '../value-tree/path-type.ts'
import type { TreeRoot } from '../value-tree/value-rows.ts'
import { sayValueShort } from '../value-tree/value-words.ts'
import {
  cellCode,
  cellOf,
  columnsOf,
  columnWidth,
  type Order,
  orderOf,
  type TableSource,
  tablesIn,
  VALUE,
} from './table-of.ts'
import './value-table.css'

const ROW = 28

type ValueTableProps = {
  roots: readonly TreeRoot[]
  label: string
  /** a cell was chosen; with this cells can also be dragged */
  onPick?(cell: { code: string }): void
}

/** The lists among some values as a table: one tab stop, arrows walk the cells, Enter picks. 100,000 rows scroll. */
export function ValueTable({ roots, label, onPick }: ValueTableProps) {
  const { t } = useTranslation('values')
  const tables = useMemo(() => tablesIn(roots), [roots])
  const [chosen, setChosen] = useState<string | null>(null)
  const source = tables.find(({ key }) => key === chosen) ?? tables[0]
  if (!source) return <p className="value-table-none sm muted">{t('noTable')}</p>
  return (
    <div className="value-table-all">
      {tables.length > 1 && (
        <Select
          className="value-table-choice"
          aria-label={t('whichList')}
          value={source.key}
          choices={tables.map(({ key, label: title, rows }) => ({
            value: key,
            title: `${title} (${rows.length})`,
          }))}
          onChange={setChosen}
        />
      )}
      <Grid key={source.key} source={source} label={label} onPick={onPick} />
    </div>
  )
}

type GridProps = { source: TableSource; label: string; onPick?(cell: { code: string }): void }
type Spot = { row: number; column: number }

function Grid({ source, label, onPick }: GridProps) {
  const { t } = useTranslation('values')
  const { rows } = source
  const [order, setOrder] = useState<Order>(null)
  const [at, setAt] = useState<Spot | null>(null)
  const { shown, more } = useMemo(() => columnsOf(rows), [rows])
  const numbers = useMemo(() => orderOf(rows, order, i18next.language || 'en'), [rows, order])
  const widths = useMemo(
    () =>
      shown.map((name) =>
        columnWidth(
          name,
          rows.slice(0, 60).map((row) => say(row, name)),
        ),
      ),
    [shown, rows],
  )
  const scroll = useRef<HTMLDivElement>(null)
  const id = useId()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    scrollPaddingStart: ROW,
    overscan: 8,
  })
  const go = (to: Spot) => {
    const row = within(to.row, numbers.length)
    const column = within(to.column, shown.length)
    setAt({ row, column })
    virtual.scrollToIndex(row)
    requestAnimationFrame(() =>
      document
        .getElementById(`${id}-${row}-${column}`)
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    )
  }
  const codeAt = ({ row, column }: Spot) =>
    onPick && cellCode(source, numbers[row] as number, shown[column] as string)
  const pick = (spot: Spot) => {
    setAt(spot)
    const code = codeAt(spot)
    if (code !== undefined) onPick?.({ code })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const here = at ?? { row: 0, column: 0 }
    const step = stepOf(event.key, here, numbers.length)
    if (step) go(step)
    else if (event.key === 'Enter') pick(here)
    else if (event.key === ' ') setOrder(nextOrder(order, shown[here.column] as string))
    else return
    event.preventDefault()
  }
  return (
    <>
      <div
        ref={scroll}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={shown.length + 1}
        tabIndex={0}
        className="value-table"
        aria-activedescendant={at ? `${id}-${at.row}-${at.column}` : undefined}
        onKeyDown={onKeyDown}
        onFocus={() => at === null && setAt({ row: 0, column: 0 })}
      >
        <div role="row" aria-rowindex={1} className="value-table-head">
          <span role="columnheader" aria-colindex={1} className="value-table-number">
            {t('rowNumber')}
          </span>
          {shown.map((name, column) => (
            <Head
              key={name}
              name={name}
              column={column}
              width={widths[column] as number}
              figures={typeof cellOf(rows[0], name) === 'number'}
              order={order}
              onOrder={() => setOrder(nextOrder(order, name))}
            />
          ))}
        </div>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <Line
              key={index}
              {...{ id, index, start, shown, widths, at }}
              number={numbers[index] as number}
              row={rows[numbers[index] as number] as Json}
              codeAt={codeAt}
              onPick={pick}
            />
          ))}
        </div>
      </div>
      {more > 0 && <p className="value-table-none sm muted">{t('moreColumns', { count: more })}</p>}
    </>
  )
}

type HeadProps = {
  name: string
  column: number
  width: number
  /** its name stands above numbers */
  figures: boolean
  order: Order
  onOrder(): void
}

function Head({ name, column, width, figures, order, onOrder }: HeadProps) {
  const { t } = useTranslation('values')
  const mine = order?.column === name ? order : null
  const Icon = mine?.down ? ArrowDown : ArrowUp
  return (
    <span
      role="columnheader"
      aria-colindex={column + 2}
      aria-sort={mine ? (mine.down ? 'descending' : 'ascending') : 'none'}
      className={`value-table-title clip${figures ? ' value-table-figure' : ''}`}
      style={{ width }}
      title={t('sortBy', { name: name === VALUE ? t('value') : name })}
      onClick={onOrder}
    >
      <span className="clip">{name === VALUE ? t('value') : name}</span>
      {mine && <Icon size={12} aria-hidden />}
    </span>
  )
}

type LineProps = {
  id: string
  index: number
  start: number
  /** of the row in its list */
  number: number
  row: Json
  shown: readonly string[]
  widths: readonly number[]
  at: Spot | null
  codeAt(spot: Spot): string | undefined
  onPick(spot: Spot): void
}

function Line({ id, index, start, number, row, shown, widths, at, codeAt, onPick }: LineProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="value-table-row"
      style={{ transform: `translateY(${start}px)` } as CSSProperties}
    >
      <span role="rowheader" aria-colindex={1} className="value-table-number">
        {number + 1}
      </span>
      {shown.map((name, column) => {
        const spot = { row: index, column }
        const value = cellOf(row, name)
        const code = value === undefined ? undefined : codeAt(spot)
        return (
          <span
            key={name}
            id={`${id}-${index}-${column}`}
            role="gridcell"
            aria-colindex={column + 2}
            aria-selected={at?.row === index && at.column === column}
            className={`value-table-cell clip${typeof value === 'number' ? ' value-table-figure' : ''}`}
            style={{ width: widths[column] }}
            title={typeof value === 'string' && value.length > 24 ? value.slice(0, 1000) : undefined}
            draggable={code !== undefined}
            onDragStart={code === undefined ? undefined : (event) => carry(event, code)}
            onClick={() => onPick(spot)}
          >
            {value === undefined ? '' : say(row, name)}
          </span>
        )
      })}
    </div>
  )
}

function carry(event: DragEvent, code: string) {
  event.dataTransfer.setData('text/plain', `{{ ${code} }}`)
  event.dataTransfer.setData(PATH_TYPE, code)
  event.dataTransfer.effectAllowed = 'copy'
}

const say = (row: Json, column: string): string => sayValueShort(cellOf(row, column), column, row)
const within = (at: number, count: number) => Math.max(0, Math.min(count - 1, at))

/** Up, down and back to how they came. */
function nextOrder(order: Order, column: string): Order {
  if (order?.column !== column) return { column, down: false }
  return order.down ? null : { column, down: true }
}

const PAGE = 10

function stepOf(key: string, { row, column }: Spot, count: number): Spot | undefined {
  const forward = i18next.dir?.() === 'rtl' ? -1 : 1
  const steps: Record<string, Spot> = {
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    ArrowRight: { row, column: column + forward },
    ArrowLeft: { row, column: column - forward },
    PageDown: { row: row + PAGE, column },
    PageUp: { row: row - PAGE, column },
    Home: { row: 0, column },
    End: { row: count - 1, column },
  }
  return steps[key]
}
