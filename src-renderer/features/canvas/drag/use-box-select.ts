import { type PointerEvent as ReactPointerEvent, useCallback } from 'react'
import { useSelection } from '../../../model/selection-store.ts'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { useCanvasView } from '../canvas-view.ts'
import { blocksInBox } from '../geometry/box.ts'
import { notesInBox } from '../notes/note-edits.ts'
import type { OwnScene } from '../use-scene.ts'
import type { Point } from './edge-scroll.ts'
import { followOnCanvas } from './follow-on-canvas.ts'

/** Shift and drag on the empty canvas selects what the box touches. @returns whether it took the press */
export function useBoxSelect(own: OwnScene) {
  const view = useCanvasView()
  return useCallback(
    (event: ReactPointerEvent): boolean => {
      if (!event.shiftKey || event.button !== 0) return false
      const point = (at: Point): readonly [number, number] => {
        const { x, y } = view.toCanvas(at)
        return [x, y]
      }
      const from = point({ x: event.clientX, y: event.clientY })
      const { blocks: before, notes: notesBefore } = useSelection.getState()
      followOnCanvas(event, view, {
        isHolding: () => useCanvas.getState().box !== null,
        at(place) {
          const to = point(place)
          setCanvas({ box: { from, to } })
          const notes = [...notesBefore, ...notesInBox(own.flow.document, from, to)]
          useSelection.getState().select([...before, ...blocksInBox(own.layout, from, to)], { notes })
        },
        up() {
          if (useCanvas.getState().box) swallowClick()
          setCanvas({ box: null })
        },
        cancel() {
          setCanvas({ box: null })
          useSelection.getState().select(before, { notes: notesBefore })
        },
      })
      return true
    },
    [own, view],
  )
}

/** Letting go is a click too, and a click on the empty canvas chooses nothing. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => event.stopPropagation()
  window.addEventListener('click', swallow, { capture: true, once: true })
  // the click comes with the letting go or not at all
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
}
