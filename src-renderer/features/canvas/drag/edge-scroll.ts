const EDGE = 40
const SPEED = 12

type Area = { left: number; top: number; right: number; bottom: number }

/** How far the canvas moves in one frame while something is held near its edge, in px; 0 in the middle. */
export function edgeScroll(area: Area, x: number, y: number): [number, number] {
  return [along(x, area.left, area.right), along(y, area.top, area.bottom)]
}

function along(at: number, from: number, to: number): number {
  if (at < from || at > to) return 0
  const near = Math.min(1, Math.max(0, (EDGE - (at - from)) / EDGE))
  const far = Math.min(1, Math.max(0, (EDGE - (to - at)) / EDGE))
  return Math.round((near - far) * SPEED)
}
