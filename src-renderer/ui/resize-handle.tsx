import type { KeyboardEvent, PointerEvent } from 'react'
import './resize-handle.css'

type ResizeHandleProps = {
  /** the edge of the panel it lies on */
  edge: 'start' | 'end' | 'top'
  label: string
  size: number
  least: number
  most: number
  onResize(size: number): void
}

/** The edge of a panel that can be drawn wider, by pointer or by arrow keys. */
export function ResizeHandle({ edge, label, size, least, most, onResize }: ResizeHandleProps) {
  const upright = edge !== 'top'
  const drag = (down: PointerEvent<HTMLHRElement>) => {
    const handle = down.currentTarget
    const grow = growth(edge, handle)
    const from = upright ? down.clientX : down.clientY
    handle.setPointerCapture(down.pointerId)
    const move = (event: globalThis.PointerEvent) =>
      onResize(size + grow * ((upright ? event.clientX : event.clientY) - from))
    handle.addEventListener('pointermove', move)
    const end = () => handle.removeEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', end, { once: true })
  }
  const press = (event: KeyboardEvent<HTMLHRElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!step) return
    event.preventDefault()
    onResize(size + step * growth(edge, event.currentTarget) * 16)
  }
  return (
    <hr
      className={`resize-handle resize-${edge}`}
      style={{ border: 0 }}
      aria-label={label}
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={press}
    />
  )
}

/** Whether the panel grows (1) or shrinks (-1) when its edge moves right or down; a right-to-left page mirrors. */
function growth(edge: ResizeHandleProps['edge'], handle: HTMLElement): 1 | -1 {
  if (edge === 'top') return -1
  const mirrored = getComputedStyle(handle).direction === 'rtl'
  return (edge === 'end') !== mirrored ? 1 : -1
}
