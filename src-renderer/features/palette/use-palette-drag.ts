import { type PointerEvent, useRef } from 'react'
import { useDrag } from '../../model/drag-store.ts'
import { useFlow } from '../../model/flow-store.ts'
import { newBlock } from '../../model/new-block.ts'
import { whileHandIsBusy } from '../../ui/busy-hand.ts'
import { isMirrored } from '../../ui/direction.ts'

/** A press turns into a drag after this many px; before that it is a click. */
const DRAG_STARTS_AFTER = 10

type Press = { type: string; x: number; y: number; grab: { x: number; y: number }; dragging: boolean }

/**
 * Takes a block out of the palette: the item keeps the pointer (capture), the drag store carries the
 * block, the canvas shows and drops it. Escape puts it back.
 */
export function usePaletteDrag(type: string) {
  const press = useRef<Press | null>(null)
  const endKeys = useRef(() => {})

  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    const picture = event.currentTarget.querySelector('svg')
    if (!picture) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const { clientX: x, clientY: y } = event
    press.current = { type, x, y, grab: placeInPicture(picture, x, y), dragging: false }
  }

  const move = (event: PointerEvent<HTMLElement>) => {
    const now = press.current
    if (!now) return
    const at = { x: event.clientX, y: event.clientY }
    if (now.dragging) return useDrag.getState().move(at)
    if (Math.hypot(at.x - now.x, at.y - now.y) < DRAG_STARTS_AFTER) return
    const { document } = useFlow.getState()
    if (!document) return
    now.dragging = true
    useDrag.getState().start({ block: newBlock(type, document), at, grab: now.grab })
    endKeys.current = whileHandIsBusy(
      () => true,
      () => finish(false),
    )
  }

  const finish = (drop: boolean) => {
    const now = press.current
    press.current = null
    if (!now?.dragging) return
    endKeys.current()
    const { end, cancel } = useDrag.getState()
    if (drop) end()
    else cancel()
  }

  return {
    onPointerDown: down,
    onPointerMove: move,
    onPointerUp: () => finish(true),
    onPointerCancel: () => finish(false),
  }
}

/** Canvas units from the block's top left; the picture's viewBox says where that is and how large it is shown. */
function placeInPicture(picture: SVGSVGElement, clientX: number, clientY: number) {
  const box = picture.getBoundingClientRect()
  const { x, y, width } = picture.viewBox.baseVal
  const units = width / box.width
  return {
    x: (isMirrored() ? box.right - clientX : clientX - box.left) * units + x,
    y: (clientY - box.top) * units + y,
  }
}
