import { parseText } from './parse-text.ts'
import type { RootUse } from './root-uses.ts'
import type { Path } from './template.ts'

/**
 * What is to stand instead of the first `keys` keys of a path, as source: `{ keys: 2, by: 'input.page' }`.
 * `guarded`: it may stop half way (`a?.b`), so that what follows must not be taken for a part of it.
 */
export type Swap = { keys: number; by: string; guarded?: boolean }

/**
 * The text with what its expressions read from outside written anew; itself when nothing is. A text that does
 * not parse is left alone.
 * @param swapOf is asked for every use of a root, in no order; null leaves it as it is
 * @param onShadow called when a swap is wanted where a function gives a root's name to something else
 */
export function swapRoots(text: string, swapOf: (path: Path) => Swap | null, onShadow: () => never): string {
  if (!text.includes('{{')) return text
  const found = swapsIn(text, swapOf)
  if (found.some(({ shadowed }) => shadowed)) onShadow()
  return found
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, by }) => result.slice(0, start) + by + result.slice(end), text)
}

type Place = { start: number; end: number; by: string; shadowed: boolean }

function swapsIn(text: string, swapOf: (path: Path) => Swap | null): Place[] {
  return expressionsOf(text).flatMap(({ start, plan, path }) =>
    plan.uses.flatMap((use) => {
      const swap = swapOf(use.path)
      if (!swap) return []
      const by = swap.guarded && path?.length !== swap.keys ? `(${swap.by})` : swap.by
      // the short way is closed by a name that is hidden, and by nothing else
      return [placeOf(use, { ...swap, by }, start + 2, plan.short === null)]
    }),
  )
}

const placeOf = (use: RootUse, { keys, by }: Swap, offset: number, shadowed: boolean): Place => ({
  start: offset + (use.starts[keys - 1] as number),
  end: offset + (use.ends[keys - 1] as number),
  by: use.shorthand && keys === 1 ? `${use.path[0]}: ${by}` : by,
  shadowed,
})

function expressionsOf(text: string) {
  try {
    return parseText(text).parts.filter((part) => typeof part === 'object')
  } catch {
    return []
  }
}
