import { isList, isObject } from '#shared/block'
import type { Json } from '#shared/flow'
import { keyCode } from '../../ui/value-tree/value-rows.ts'
import type { Arriving } from './arriving.ts'

export type ListInside = {
  /** the path that leads to it, as an expression */
  code: string
  length: number
}

/** Lists lie near the top of an answer; what is deeper is not what anybody means. */
const DEEPEST = 4
const MOST = 3
const PATH = /^\s*\{\{\s*(input|item)((?:\.[A-Za-z_$][\w$]*)*)\s*\}\}\s*$/

/**
 * The lists inside what a list field was given, where that is an object: an answer from the web has its list inside,
 * and going through the answer's own parts is hardly ever meant.
 * @param text of the field; only a plain path of what really arrived is looked at
 */
export function listsInside(text: Json | undefined, arriving: Pick<Arriving, 'input' | 'item' | 'real'>) {
  const [, root, keys] = (typeof text === 'string' && PATH.exec(text)) || []
  if (root === undefined || keys === undefined || !arriving.real) return []
  const path = keys.split('.').slice(1)
  const start = root === 'item' ? arriving.item : arriving.input
  const value = path.reduce<Json | undefined>((held, key) => (isObject(held) ? held[key] : undefined), start)
  return isObject(value) ? listsIn(value, root + keys) : []
}

/** Nearest to the top first. */
function listsIn(top: Json, code: string): ListInside[] {
  const found: ListInside[] = []
  let level: { value: Json; code: string }[] = [{ value: top, code }]
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const inside = level.flatMap(({ value, code }) =>
      isObject(value)
        ? Object.entries(value).map(([key, held]) => ({ value: held, code: `${code}${keyCode(key)}` }))
        : [],
    )
    const lists = inside.flatMap(({ value, code }) => (isList(value) ? [{ code, list: value }] : []))
    // entries with fields are meant before bare words, such as the cookies of an answer
    lists.sort((a, b) => Number(isObject(b.list[0])) - Number(isObject(a.list[0])))
    found.push(...lists.map(({ code, list }) => ({ code, length: list.length })))
    level = inside.filter(({ value }) => isObject(value))
  }
  return found.slice(0, MOST)
}
