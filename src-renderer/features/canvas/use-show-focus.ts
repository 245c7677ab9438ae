import { type FocusEvent, useCallback } from 'react'
import { setCanvas } from './canvas-store.ts'
import { readingBox, useCanvasView } from './canvas-view.ts'

const MARGIN = 48

/** How far to move so that a block's row lies inside the canvas, in px. */
export function moveIntoSight(
  row: { left: number; top: number },
  area: { left: number; top: number; right: number; bottom: number },
): [number, number] {
  const along = (at: number, from: number, to: number) =>
    at < from + MARGIN ? from + MARGIN - at : at > to - 2 * MARGIN ? to - 2 * MARGIN - at : 0
  return [along(row.left, area.left, area.right), along(row.top, area.top, area.bottom)]
}

/** A block that gets the keyboard shows its ring, and comes into sight. */
export function useShowFocus() {
  const { getSight, setSight } = useCanvasView()
  return useCallback(
    (event: FocusEvent<HTMLElement>) => {
      const block = (event.target as Element).closest<SVGGElement>('[data-block]')
      const byKeyboard = block?.matches(':focus-visible') === true
      setCanvas({ focused: byKeyboard ? (block.dataset.block ?? null) : null })
      if (!block || !byKeyboard) return
      const area = event.currentTarget.getBoundingClientRect()
      const [dx, dy] = moveIntoSight(readingBox(block.getBoundingClientRect(), area), area)
      const { x, y, zoom } = getSight()
      if (dx !== 0 || dy !== 0) setSight({ x: x + dx, y: y + dy, zoom })
    },
    [getSight, setSight],
  )
}
