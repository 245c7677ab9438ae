import { canvasArea, isOverCanvas } from './drop-places.ts'

const EDGE = 40
const SPEED = 12

type Area = { left: number; top: number; right: number; bottom: number }
export type Point = { x: number; y: number }
/** Moves what is in sight, px. */
export type PanBy = (dx: number, dy: number) => void

/** How far the canvas moves in one frame while something is held near its edge, in px; 0 in the middle. */
export const edgeScroll = (area: Area, { x, y }: Point): [number, number] => [
  along(x, area.left, area.right),
  along(y, area.top, area.bottom),
]

function along(at: number, from: number, to: number): number {
  if (at < from || at > to) return 0
  const near = Math.max(0, EDGE - (at - from)) / EDGE
  const far = Math.max(0, EDGE - (to - at)) / EDGE
  return Math.round((near - far) * SPEED)
}

/**
 * Moves the canvas frame by frame while the pointer rests at an edge. What comes `fromOutside` must have been in the
 * middle first: on its way in it crosses an edge.
 */
export function scrollAtEdges(panBy: PanBy, fromOutside = false) {
  let place: Point = { x: 0, y: 0 }
  let frame = 0
  let waits = fromOutside
  const step = () => {
    frame = 0
    const area = canvasArea()
    if (!area) return
    const [dx, dy] = edgeScroll(area, place)
    waits &&= dx !== 0 || dy !== 0 || !isOverCanvas(place)
    if (waits || (dx === 0 && dy === 0)) return
    panBy(dx, dy)
    frame = requestAnimationFrame(step)
  }
  return {
    at(next: Point) {
      place = next
      if (frame === 0) frame = requestAnimationFrame(step)
    },
    stop: () => cancelAnimationFrame(frame),
  }
}
