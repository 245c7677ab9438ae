import { MoreHorizontal, MoveDiagonal2 } from 'lucide-react'
import { type FocusEvent, type KeyboardEvent, memo, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Monitor } from '#shared/flow'
import { lookOf, sizeOf } from '../../../model/monitor-edits.ts'
import { isMirrored } from '../../../ui/direction.ts'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { leftInView, readingBox, useCanvasView } from '../canvas-view.ts'
import { moveIntoSight } from '../use-show-focus.ts'
import { focusMonitor, hideMonitor } from './change-monitor.ts'
import { MonitorList } from './monitor-list.tsx'
import { MonitorMenu } from './monitor-menu.tsx'
import { MonitorSlider } from './monitor-slider.tsx'
import { type Held, nameHeld, sayHeld, useHeld, useStart } from './monitor-value.ts'
import { MoveMonitor } from './move-monitor.tsx'
import { SliderEnds } from './slider-ends.tsx'
import { useMonitorHand } from './use-monitor-hand.ts'

type MonitorCardProps = { name: string; monitor: Monitor }

/** Characters that a head surely has room for. */
const CUT = 14

/** A card so high has its value below its name; one of so few characters is written large there. */
const TALL = 88
const SHORT = 8

/** Where the menu opens; px of the window. */
type MenuPlace = { x: number; y: number }

/** A variable and what it holds. Its head is dragged, moved by arrows or by M, and opens its menu. */
export const MonitorCard = memo(function MonitorCard({ name, monitor }: MonitorCardProps) {
  const { t } = useTranslation('canvas')
  const told = useHeld(name)
  const start = useStart(name)
  const look = lookOf(monitor, told.value)
  // a slider at rest is where the variable begins, since that is what it sets
  const sets = look === 'slider' && told.since !== 'now' && typeof start === 'number'
  const held = sets ? { since: 'start' as const, value: start } : told
  const last = sets && told.since === 'last' && told.value !== start ? sayHeld(told) : null
  const placed = { at: monitor.at, size: sizeOf(monitor, look) }
  const hand = useMonitorHand(name, placed, look)
  const { at, size } = { ...placed, ...hand.held }
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const [asks, setAsks] = useState(false)
  const [moving, setMoving] = useState(false)
  const head = useRef<HTMLButtonElement>(null)
  const showInSight = useShowInSight()
  useNewFocus(name, head)
  const openMenu = () => {
    const box = head.current?.getBoundingClientRect()
    if (box) setMenu({ x: isMirrored() ? box.right : box.left, y: box.bottom })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!takesKey(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const takesKey = (event: KeyboardEvent): boolean => {
    if (hand.moveByKey(event)) requestAnimationFrame(() => head.current && showInSight(head.current))
    else if (event.key === 'Delete' || event.key === 'Backspace') hideMonitor(name)
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openMenu()
    else if (event.key.toLowerCase() === 'm' && !event.ctrlKey && !event.metaKey && !event.altKey)
      setMoving(true)
    else return false
    return true
  }
  const words = sayHeld(held)
  const isTall = look === 'value' && size[1] >= TALL
  return (
    <section
      className={`monitor monitor-${look} nopan nodrag${hand.held ? ' held' : ''}${isTall ? ' tall' : ''}`}
      data-monitor={name}
      aria-label={t('monitor.of', { name })}
      style={{
        transform: `translate(${leftInView(at[0], size[0])}px, ${at[1]}px)`,
        width: size[0],
        height: size[1],
      }}
      onDoubleClick={(event) => event.stopPropagation()}
      onContextMenu={(event) => {
        event.preventDefault()
        event.stopPropagation()
        setMenu({ x: event.clientX, y: event.clientY })
      }}
    >
      {/* said by the head's own name */}
      <div className="monitor-line" aria-hidden>
        <span className="monitor-name clip" dir="auto">
          {name}
        </span>
        {last !== null && <span className="monitor-last clip">{t('monitor.lastRun', { value: last })}</span>}
        <span
          className={`monitor-pill clip cat-data${isRun(held) ? '' : ' quiet'}${words.length <= SHORT ? ' short' : ''}`}
          dir="auto"
        >
          {words}
        </span>
      </div>
      <button
        ref={head}
        type="button"
        className="monitor-head"
        aria-label={nameHeld(name, held)}
        // what may be cut off
        title={name.length + words.length > CUT ? `${name}: ${words}` : undefined}
        aria-haspopup="menu"
        data-canvas-keys
        onPointerDown={hand.onDrag}
        // a click without a pointer: Enter or Space
        onClick={(event) => event.detail === 0 && openMenu()}
        onKeyDown={onKeyDown}
        onFocus={(event: FocusEvent<HTMLElement>) =>
          event.currentTarget.matches(':focus-visible') && showInSight(event.currentTarget)
        }
      />
      {look === 'list' && <MonitorList name={name} held={held} height={size[1]} />}
      {look === 'slider' && typeof held.value === 'number' && (
        <MonitorSlider name={name} monitor={monitor} value={held.value} canSet={sets} />
      )}
      <button
        type="button"
        className="monitor-button monitor-more"
        aria-label={t('monitor.menu', { name })}
        title={t('monitor.menu', { name })}
        aria-haspopup="menu"
        // the head has the menu for the keyboard
        tabIndex={-1}
        onClick={openMenu}
      >
        <MoreHorizontal size={14} aria-hidden />
      </button>
      <button
        type="button"
        className="monitor-button monitor-resize"
        aria-label={t('monitor.resize', { name })}
        title={t('monitor.resize', { name })}
        data-canvas-keys
        onPointerDown={hand.onResize}
        onKeyDown={(event) => {
          if (!hand.resizeByKey(event)) return
          event.preventDefault()
          event.stopPropagation()
        }}
      >
        <MoveDiagonal2 size={12} aria-hidden />
      </button>
      {menu && (
        <MonitorMenu
          {...{ name, look, at: menu }}
          value={told.value}
          onEnds={() => setAsks(true)}
          onClose={() => {
            setMenu(null)
            focusMonitor(name)
          }}
        />
      )}
      {asks && typeof told.value === 'number' && (
        <SliderEnds
          {...{ name, monitor, value: told.value }}
          onClose={() => {
            setAsks(false)
            requestAnimationFrame(() => focusMonitor(name))
          }}
        />
      )}
      {moving && (
        <MoveMonitor
          name={name}
          from={monitor.at}
          onHold={(next) => {
            hand.hold(next && { at: next })
            requestAnimationFrame(() => head.current && showInSight(head.current))
          }}
          onEnd={() => {
            setMoving(false)
            requestAnimationFrame(() => focusMonitor(name))
          }}
        />
      )}
    </section>
  )
})

/** Whether a run gave it. */
const isRun = ({ since }: Held): boolean => since === 'now' || since === 'last'

/** One that was just made by a command gets the keyboard, as a note does. */
function useNewFocus(name: string, head: { current: HTMLElement | null }): void {
  const isNew = useCanvas((state) => state.newMonitor === name)
  useEffect(() => {
    if (!isNew) return
    head.current?.focus({ preventScroll: true })
    setCanvas({ newMonitor: null })
  }, [isNew, head])
}

/** The page must not scroll a canvas: it moves its view instead. */
function useShowInSight() {
  const { getSight, setSight } = useCanvasView()
  return (card: HTMLElement) => {
    const area = card.closest('.canvas')?.getBoundingClientRect()
    if (!area) return
    const [dx, dy] = moveIntoSight(readingBox(card.getBoundingClientRect(), area), area)
    const { x, y, zoom } = getSight()
    if (dx !== 0 || dy !== 0) setSight({ x: x + dx, y: y + dy, zoom })
  }
}
