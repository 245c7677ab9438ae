type Point = { x: number; y: number }

export const canvasArea = (): DOMRect | undefined =>
  document.querySelector('.canvas')?.getBoundingClientRect()

/** Whether a point of the page is over the canvas itself, and not over a panel that lies on it. */
export function isOverCanvas({ x, y }: Point): boolean {
  const canvas = canvasArea()
  return canvas !== undefined && x >= canvas.left && x < canvas.right && y >= canvas.top && y < canvas.bottom
}

/**
 * The panel under a point that takes what is dropped, named by its `data-drop`: the palette deletes it, the backpack keeps
 * a copy.
 */
export function panelAt({ x, y }: Point): 'palette' | 'backpack' | null {
  const drop = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop]')?.dataset.drop
  return drop === 'palette' || drop === 'backpack' ? drop : null
}
