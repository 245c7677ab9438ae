import { useReactFlow } from '@xyflow/react'
import { type PointerEvent as ReactPointerEvent, useCallback } from 'react'
import { useSelection } from '../../../model/selection-store.ts'
import { setCanvas } from '../canvas-store.ts'
import { blocksInBox } from '../geometry/box.ts'
import type { OwnScene } from '../use-scene.ts'
import { watchPointer } from './pointer-watch.ts'

/** Shift and drag on the empty canvas selects what the box touches. @returns whether it took the press */
export function useBoxSelect(own: OwnScene) {
  const { screenToFlowPosition } = useReactFlow()
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
        const { x, y } = screenToFlowPosition({ x: clientX, y: clientY }, { snapToGrid: false })
        return [x, y]
      }
      const from = point(event)
      const before = useSelection.getState().blocks
      watchPointer(event.pointerId, {
        move(moved) {
          const to = point(moved)
          setCanvas({ box: { from, to } })
          useSelection.getState().select([...before, ...blocksInBox(own.layout, from, to)])
        },
        up: () => setCanvas({ box: null }),
        cancel() {
          setCanvas({ box: null })
          useSelection.getState().select(before)
        },
      })
      return true
    },
    [own, screenToFlowPosition],
  )
}
