import { useReactFlow } from '@xyflow/react'
import { type MouseEvent, useCallback } from 'react'
import { openQuickAdd } from './quick-add-store.ts'

/** A double click on the empty canvas opens the small search there. */
export function useOpenOnCanvas() {
  const { screenToFlowPosition } = useReactFlow()
  return useCallback(
    (event: MouseEvent) => {
      if (!(event.target as Element).closest('.react-flow__pane') || isOnStack(event.target as Element))
        return
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false })
      openQuickAdd({ kind: 'place', at: [x, y] })
    },
    [screenToFlowPosition],
  )
}

const isOnStack = (target: Element): boolean => target.closest('.stack, [data-wire]') !== null
