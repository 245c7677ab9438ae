import { type PointerEvent as ReactPointerEvent, useCallback } from 'react'
import { useSelection } from '../../../model/selection-store.ts'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { useCanvasView } from '../canvas-view.ts'
import { blocksInBox } from '../geometry/box.ts'
import { notesInBox } from '../notes/note-edits.ts'
import type { OwnScene } from '../use-scene.ts'
import { watchPointer } from './pointer-watch.ts'

/** Shift and drag on the empty canvas selects what the box touches. @returns whether it took the press */
export function useBoxSelect(own: OwnScene) {
  const { toCanvas } = useCanvasView()
  return useCallback(
    (event: ReactPointerEvent): boolean => {
      if (!event.shiftKey || event.button !== 0) return false
      const point = ({
        clientX,
        clientY,
      }: {
        clientX: number
        clientY: number
      }): readonly [number, number] => {
        const { x, y } = toCanvas({ x: clientX, y: clientY })
        return [x, y]
      }
      const from = point(event)
      const { blocks: before, notes: notesBefore } = useSelection.getState()
      watchPointer(event.pointerId, {
        move(moved) {
          const to = point(moved)
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
    [own, toCanvas],
  )
}

/** Letting go is a click too, and a click on the empty canvas chooses nothing. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => event.stopPropagation()
  window.addEventListener('click', swallow, { capture: true, once: true })
  // the click comes with the letting go or not at all
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
}
