import { type MouseEvent, useCallback } from 'react'
import { useCanvasView } from '../canvas-view.ts'
import { toggleFold } from '../fold-commands.ts'
import { hiddenIn } from '../geometry/folding.ts'
import { flowCalledBy, openDefinition } from '../my-block/called-flow.ts'
import type { OwnScene } from '../use-scene.ts'
import { openQuickAdd } from './quick-add-store.ts'

/** A double click on the empty canvas opens the small search there; on a folded block, that; on one that calls a flow, the flow. */
export function useOpenOnCanvas(own: OwnScene) {
  const { toCanvas } = useCanvasView()
  return useCallback(
    (event: MouseEvent) => {
      const target = event.target as Element
      const block = target.closest<SVGElement>('[data-block]')?.dataset.block
      const folded = block !== undefined && hiddenIn(own.flow, block).length > 0
      if (folded && !target.closest('[data-field]')) return toggleFold(own, block)
      const called = block === undefined ? undefined : flowCalledBy(block)
      if (called !== undefined && !target.closest('[data-field]')) return openDefinition(called)
      if (!(event.target as Element).closest('.react-flow__pane') || isOnStack(event.target as Element))
        return
      const { x, y } = toCanvas({ x: event.clientX, y: event.clientY })
      openQuickAdd({ kind: 'place', at: [x, y] })
    },
    [toCanvas, own],
  )
}

const isOnStack = (target: Element): boolean => target.closest('.stack, [data-wire]') !== null
