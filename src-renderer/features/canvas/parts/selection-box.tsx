import { ViewportPortal } from '@xyflow/react'
import { useCanvas } from '../canvas-store.ts'

/** The box that is being drawn to select. */
export function SelectionBox() {
  const box = useCanvas((state) => state.box)
  if (!box) return null
  const { from, to } = box
  return (
    <ViewportPortal>
      <div
        className="selection-box"
        style={{
          left: Math.min(from[0], to[0]),
          top: Math.min(from[1], to[1]),
          width: Math.abs(to[0] - from[0]),
          height: Math.abs(to[1] - from[1]),
        }}
      />
    </ViewportPortal>
  )
}
