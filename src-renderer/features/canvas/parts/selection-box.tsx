import { ViewportPortal } from '@xyflow/react'
import { useCanvas } from '../canvas-store.ts'
import { leftInView } from '../canvas-view.ts'

/** The box that is being drawn to select. */
export function SelectionBox() {
  const box = useCanvas((state) => state.box)
  if (!box) return null
  const { from, to } = box
  const width = Math.abs(to[0] - from[0])
  return (
    <ViewportPortal>
      <div
        className="selection-box"
        style={{
          left: leftInView(Math.min(from[0], to[0]), width),
          top: Math.min(from[1], to[1]),
          width,
          height: Math.abs(to[1] - from[1]),
        }}
      />
    </ViewportPortal>
  )
}
