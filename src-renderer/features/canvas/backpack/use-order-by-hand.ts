import { type RefObject, useRef, useState } from 'react'
import type { KeptSnippet } from '#shared/contract'
import { scrollAtEnds } from './scroll-shelf.ts'
import { placeAt } from './snippet-places.ts'

/**
 * Where a snippet comes to lie that is held over its shelf.
 * @param lines what shows the list, a child each; it lies in what scrolls
 */
export function useOrderByHand(lines: RefObject<HTMLElement | null>, list: readonly KeptSnippet[]) {
  /** the line before which it would lie; the number of lines: after all */
  const [gap, setGap] = useState<number | null>(null)
  const scroll = useRef<ReturnType<typeof scrollAtEnds> | null>(null)
  const placeIn = (id: string) => list.findIndex((one) => one.id === id)
  const placeOf = (id: string, y: number): number => {
    const boxes = [...(lines.current?.children ?? [])].map((line) => line.getBoundingClientRect())
    const middles = boxes.map(({ top, bottom }) => (top + bottom) / 2)
    return placeAt(middles, placeIn(id), y)
  }
  const show = (id: string, y: number) => {
    const place = placeOf(id, y)
    setGap(place > placeIn(id) ? place + 1 : place)
  }
  return {
    gap,
    placeOf,
    /** @param y px of the window; null: it is held elsewhere, or no more */
    hold(id: string, y: number | null): void {
      const scrolls = lines.current?.parentElement
      if (scrolls) scroll.current ??= scrollAtEnds(scrolls, (at) => show(id, at))
      scroll.current?.(y)
      if (y !== null) show(id, y)
      else {
        scroll.current = null
        setGap(null)
      }
    },
  }
}
