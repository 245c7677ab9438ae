type Point = { x: number; y: number }

export const canvasArea = (): DOMRect | undefined =>
  document.querySelector('.canvas')?.getBoundingClientRect()

/** Whether a point of the page is over the canvas itself, and not over a panel that lies on it. */
export function isOverCanvas({ x, y }: Point): boolean {
  const canvas = canvasArea()
  return canvas !== undefined && x >= canvas.left && x < canvas.right && y >= canvas.top && y < canvas.bottom
}

/** Dropping on the palette deletes; it names itself by `data-drop`. */
export const isOverPalette = ({ x, y }: Point): boolean =>
  document.elementFromPoint(x, y)?.closest('[data-drop="palette"]') != null
