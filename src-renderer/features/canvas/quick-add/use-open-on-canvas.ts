import { type MouseEvent, useCallback } from 'react'
import { useCanvasView } from '../canvas-view.ts'
import { flowCalledBy, openDefinition } from '../my-block/make-here.ts'
import { openQuickAdd } from './quick-add-store.ts'

/** A double click on the empty canvas opens the small search there; on a block that calls a flow, that flow. */
export function useOpenOnCanvas() {
  const { toCanvas } = useCanvasView()
  return useCallback(
    (event: MouseEvent) => {
      const target = event.target as Element
      const block = target.closest<SVGElement>('[data-block]')?.dataset.block
      const called = block === undefined ? undefined : flowCalledBy(block)
      if (called !== undefined && !target.closest('[data-field]')) return openDefinition(called)
      if (!(event.target as Element).closest('.react-flow__pane') || isOnStack(event.target as Element))
        return
      const { x, y } = toCanvas({ x: event.clientX, y: event.clientY })
      openQuickAdd({ kind: 'place', at: [x, y] })
    },
    [toCanvas],
  )
}

const isOnStack = (target: Element): boolean => target.closest('.stack, [data-wire]') !== null
