import { isList, isObject } from '#shared/block'
import type { Json } from '#shared/flow'

/** A row of a form stays this low, in lines; what needs more is folded. */
const MOST_LINES = 5
/** About so many letters stand in one line of it. */
const LETTERS = 26

/** Whether a value takes more room than a row of a form has. Looks at no more of it than it must. */
export const isLongValue = (value: Json): boolean => linesOf(value, MOST_LINES + 1) > MOST_LINES

/** As many lines as it takes when it is written down, counted up to `enough`. */
function linesOf(value: Json, enough: number): number {
  if (typeof value === 'string') return linesOfText(value, enough)
  const held: readonly Json[] = isList(value) ? value : isObject(value) ? Object.values(value) : []
  if (held.length === 0) return 1
  let lines = 2
  for (const one of held) {
    lines += linesOf(one, enough - lines)
    if (lines >= enough) break
  }
  return lines
}

function linesOfText(text: string, enough: number): number {
  if (text.length > enough * LETTERS) return enough
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / LETTERS)), 0)
}
