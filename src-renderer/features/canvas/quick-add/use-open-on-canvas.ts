import { type MouseEvent, useCallback } from 'react'
import { useCanvasView } from '../canvas-view.ts'
import { openQuickAdd } from './quick-add-store.ts'

/** A double click on the empty canvas opens the small search there. */
export function useOpenOnCanvas() {
  const { toCanvas } = useCanvasView()
  return useCallback(
    (event: MouseEvent) => {
      if (!(event.target as Element).closest('.react-flow__pane') || isOnStack(event.target as Element))
        return
      const { x, y } = toCanvas({ x: event.clientX, y: event.clientY })
      openQuickAdd({ kind: 'place', at: [x, y] })
    },
    [toCanvas],
  )
}

const isOnStack = (target: Element): boolean => target.closest('.stack, [data-wire]') !== null
