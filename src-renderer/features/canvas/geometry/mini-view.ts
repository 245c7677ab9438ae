type Size = { width: number; height: number }
/** What lies on the canvas, canvas units. */
export type MapBox = Size & { x: number; y: number }
/** How canvas units become px of the mini-map. */
export type MiniView = { scale: number; x: number; y: number }

const MARGIN = 12
/**
 * Shows all stacks in the middle of the map, as large as fits; never so large that what a window of size
 * `sight` shows at full size would not fit.
 */
export function miniView(stacks: readonly MapBox[], map: Size, sight: Size): MiniView {
  const left = Math.min(...stacks.map((stack) => stack.x))
  const top = Math.min(...stacks.map((stack) => stack.y))
  const width = Math.max(...stacks.map((stack) => stack.x + stack.width)) - left
  const height = Math.max(...stacks.map((stack) => stack.y + stack.height)) - top
  const scaleFor = (size: Size) =>
    Math.min((map.width - MARGIN) / size.width, (map.height - MARGIN) / size.height)
  const scale = Math.min(scaleFor({ width: width + MARGIN, height: height + MARGIN }), scaleFor(sight))
  return {
    scale,
    x: (map.width - width * scale) / 2 - left * scale,
    y: (map.height - height * scale) / 2 - top * scale,
  }
}

/** The part of the canvas in sight, as px of the map. `transform` is the viewport's x, y and zoom. */
export function sightOnMap(view: MiniView, [x, y, zoom]: readonly [number, number, number], sight: Size) {
  return {
    left: (-x / zoom) * view.scale + view.x,
    top: (-y / zoom) * view.scale + view.y,
    width: (sight.width / zoom) * view.scale,
    height: (sight.height / zoom) * view.scale,
  }
}

/** The canvas point under a point of the map. */
export const fromMap = (view: MiniView, at: { x: number; y: number }): { x: number; y: number } => ({
  x: (at.x - view.x) / view.scale,
  y: (at.y - view.y) / view.scale,
})

type Box = { left: number; top: number; width: number; height: number }

/** What moves and shrinks the map's picture: px of the map = shift + px of the picture times scale. */
export type MapFit = { x: number; y: number; scale: number }

/**
 * Blocks and frame together in the middle of the map. Far out the frame is larger than the map: then both shrink, so
 * that the frame is always in sight.
 */
export function fitOf(view: MiniView, stacks: readonly MapBox[], frame: Box, map: Size): MapFit {
  const x = (units: number) => units * view.scale + view.x
  const y = (units: number) => units * view.scale + view.y
  const left = Math.min(x(Math.min(...stacks.map((stack) => stack.x))), frame.left)
  const right = Math.max(
    x(Math.max(...stacks.map((stack) => stack.x + stack.width))),
    frame.left + frame.width,
  )
  const top = Math.min(y(Math.min(...stacks.map((stack) => stack.y))), frame.top)
  const bottom = Math.max(
    y(Math.max(...stacks.map((stack) => stack.y + stack.height))),
    frame.top + frame.height,
  )
  const scale = Math.min(1, (map.width - MARGIN) / (right - left), (map.height - MARGIN) / (bottom - top))
  return {
    scale,
    x: (map.width - (left + right) * scale) / 2,
    y: (map.height - (top + bottom) * scale) / 2,
  }
}
