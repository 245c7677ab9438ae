/** How wide a text is in the studio's face, in canvas units, rounded up. Layout asks through this port only. */
export type TextWidth = (text: string, size: number, weight: 400 | 500) => number

/** A fixed guess for tests and for a page without a canvas: about Inter's average. */
export const roughTextWidth: TextWidth = (text, size) => Math.ceil([...text].length * size * 0.55)

/**
 * Measures with the page's own fonts and remembers every text. Make a new one when a font has arrived:
 * widths measured before are the fallback face's.
 */
export function makeTextWidth(page: Document = document): TextWidth {
  const pen = page.createElement('canvas').getContext('2d')
  if (!pen) return roughTextWidth
  const face = getComputedStyle(page.documentElement).getPropertyValue('--font-ui') || 'system-ui'
  const known = new Map<string, number>()
  return (text, size, weight) => {
    const key = `${size} ${weight} ${text}`
    const before = known.get(key)
    if (before !== undefined) return before
    pen.font = `${weight} ${size}px ${face}`
    const width = Math.ceil(pen.measureText(text).width)
    known.set(key, width)
    return width
  }
}
