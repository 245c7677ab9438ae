export type IconFault = string

/** What a drawing may not hold: it is shown as a picture, where none of this would work, and none of it belongs. */
const NEVER = /<script|<foreignObject|<iframe|<!DOCTYPE|<!ENTITY|\son\w+\s*=|javascript:/i
const ELSEWHERE = /(?:href|src)\s*=\s*["'](?!#)|url\(\s*["']?(?!#)|@import/i

/** Why a text is no icon, as a clause; undefined: it is one. Drawn as a picture (never as part of a page) all the same. */
export function iconFault(svg: string): IconFault | undefined {
  if (!/^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(svg) || !svg.includes('</svg>'))
    return 'it is no SVG drawing'
  if (!/\sviewBox\s*=/.test(svg)) return 'it has no viewBox'
  if (NEVER.test(svg)) return 'it holds a script or a part of a page'
  if (ELSEWHERE.test(svg)) return 'it names something outside itself'
  return undefined
}
