import type { KeyboardEvent, PointerEvent } from 'react'
import './resize-handle.css'

type ResizeHandleProps = {
  /** the edge of the panel it lies on */
  edge: 'left' | 'right' | 'top'
  label: string
  size: number
  least: number
  most: number
  onResize(size: number): void
}

/** The edge of a panel that can be drawn wider, by pointer or by arrow keys. */
export function ResizeHandle({ edge, label, size, least, most, onResize }: ResizeHandleProps) {
  const upright = edge !== 'top'
  const grow = edge === 'right' ? 1 : -1
  const drag = (down: PointerEvent<HTMLHRElement>) => {
    const handle = down.currentTarget
    const from = upright ? down.clientX : down.clientY
    handle.setPointerCapture(down.pointerId)
    const move = (event: globalThis.PointerEvent) =>
      onResize(size + grow * ((upright ? event.clientX : event.clientY) - from))
    handle.addEventListener('pointermove', move)
    const end = () => handle.removeEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', end, { once: true })
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!step) return
    event.preventDefault()
    onResize(size + step * grow * 16)
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
