import type { PointerEvent as ReactPointerEvent } from 'react'
import type { Snippet } from '#shared/snippet'
import { type Point, useDrag } from '../../../model/drag-store.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { isMirrored } from '../../../ui/direction.ts'
import { watchPointer } from '../drag/pointer-watch.ts'

/** A press turns into a drag after this many px, as in the palette; before that it is a click. */
const DRAG_STARTS_AFTER = 10

/**
 * Takes a snippet off its shelf: the drag store carries it, the canvas shows and drops it. Escape puts it back.
 */
export function dragSnippet(
  snippet: Snippet,
  pressed: ReactPointerEvent<HTMLElement>,
  shelf: {
    /** held over the shelf at this height, px of the window; null: it is elsewhere */
    over(y: number | null): void
    /** let go there */
    back(y: number): void
  },
): void {
  const picture = pressed.currentTarget.closest('li')?.querySelector<SVGSVGElement>('svg.block-art')
  if (pressed.button !== 0 || !picture) return
  const from = { x: pressed.clientX, y: pressed.clientY }
  const grab = placeInPicture(picture, from)
  let dragging = false
  const drag = useDrag.getState
  const end = () => {
    shelf.over(null)
    dragging = false
  }
  watchPointer(pressed.pointerId, {
    isHolding: () => dragging,
    move({ clientX: x, clientY: y }) {
      if (!dragging && Math.hypot(x - from.x, y - from.y) < DRAG_STARTS_AFTER) return
      if (dragging) drag().move({ x, y })
      else if (useFlow.getState().document) {
        dragging = true
        drag().start({ snippet, at: { x, y }, grab })
      }
      shelf.over(drag().dropTarget === 'backpack' ? y : null)
    },
    up({ clientY }) {
      if (!dragging) return
      const isBack = drag().dropTarget === 'backpack'
      end()
      drag().end()
      if (isBack) shelf.back(clientY)
    },
    cancel() {
      if (!dragging) return
      end()
      drag().cancel()
    },
  })
}

/** Canvas units from the left shoulder of the snippet's head; the picture's viewBox says where that is and how large it is shown. */
function placeInPicture(picture: SVGSVGElement, at: Point): Point {
  const { left, right, top, width: shown, height: tall } = picture.getBoundingClientRect()
  const { x, y, width } = picture.viewBox.baseVal
  const units = width / shown
  const within = (value: number, most: number) => Math.max(0, Math.min(value, most))
  return {
    x: within(isMirrored() ? right - at.x : at.x - left, shown) * units + x,
    y: within(at.y - top, tall) * units + y,
  }
}
