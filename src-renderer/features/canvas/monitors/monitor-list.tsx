// biome-ignore-all lint/a11y/useSemanticElements: rows come and go while it scrolls, which no list element allows
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayToldShort } from '../../../ui/value-tree/value-words.ts'
import type { Held } from './monitor-value.ts'
import { useRows } from './use-rows.ts'

/** px, as the style sheet has them. */
const ROW = 28
const HEAD = 48
/** Higher than this a browser makes no box: about a million rows. */
const MOST_ROWS = 1_000_000
const AROUND = 4

/** Rows with their places, or an object's with their keys. Who is at the end stays there while a run adds rows. */
export function MonitorList({ name, held, height }: { name: string; held: Held; height: number }) {
  const { t } = useTranslation('canvas')
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(false)
  const [first, setFirst] = useState(0)
  const last = first + Math.ceil((height - HEAD) / ROW)
  const { count, rowAt, lost } = useRows(name, held, [first, last])
  const shown = Math.min(count, MOST_ROWS)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever rows came
  useLayoutEffect(() => {
    if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [count])
  const places = []
  for (let i = Math.max(0, first - AROUND); i < Math.min(shown, last + AROUND); i++) places.push(i)
  const onScroll = () => {
    if (!box.current) return
    const { scrollTop, scrollHeight, clientHeight } = box.current
    atEnd.current = scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1
    setFirst(Math.floor(scrollTop / ROW))
  }
  // on its own the browser scrolls to where the end was
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'End' || !box.current) return
    event.preventDefault()
    atEnd.current = true
    box.current.scrollTop = box.current.scrollHeight
  }
  if (count === 0) return <p className="monitor-empty">{t('monitor.noRows')}</p>
  return (
    <div
      ref={box}
      className="monitor-rows nowheel"
      role="list"
      aria-label={t('monitor.rows', { name })}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: shown * ROW }}>
        {places.map((place) => {
          const row = rowAt(place)
          const words = row ? sayToldShort(row.value, row.whole) : lost ? t('monitor.lost') : '…'
          return (
            <div
              key={place}
              role="listitem"
              aria-setsize={count}
              aria-posinset={place + 1}
              className="monitor-row"
              style={{ transform: `translateY(${place * ROW}px)` }}
            >
              <span className={row?.key === undefined ? 'monitor-index' : 'monitor-key clip'} dir="auto">
                {row?.key ?? place + 1}
              </span>
              <span className={row ? 'clip' : 'clip muted'} title={words} dir="auto">
                {words}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
