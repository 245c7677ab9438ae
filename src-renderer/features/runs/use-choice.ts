import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'

/** Some of the runs that are shown, to do something about all of them. */
export type Choice = {
  ids: ReadonlySet<string>
  /** @param upTo all from the one that was chosen last, as with Shift */
  toggle(id: string, upTo: boolean): void
  all(): void
  none(): void
  keep(ids: readonly string[]): void
}

/**
 * @param order of what is shown, from the top: what is no longer shown is no longer chosen
 * @param about what is shown by: the choice goes when that changes
 */
export function useChoice(order: readonly string[], about: unknown): Choice {
  const [marked, setMarked] = useState<{ about: unknown; ids: readonly string[] }>({ about, ids: [] })
  const anchor = useRef<string | null>(null)
  const newest = useRef({ order, about })
  useLayoutEffect(() => {
    newest.current = { order, about }
  })
  const ids = useMemo(() => {
    const shown = new Set(order)
    return new Set(marked.about === about ? marked.ids.filter((id) => shown.has(id)) : [])
  }, [order, about, marked])

  const set = useCallback((change: (ids: readonly string[]) => readonly string[]) => {
    const { about } = newest.current
    setMarked((before) => ({ about, ids: change(before.about === about ? before.ids : []) }))
  }, [])
  const toggle = useCallback(
    (id: string, upTo: boolean) => {
      const { order } = newest.current
      const from = upTo ? anchor.current : null
      anchor.current = id
      set((before) => {
        if (from !== null && order.includes(from))
          return [...new Set([...before, ...between(order, from, id)])]
        return before.includes(id) ? before.filter((one) => one !== id) : [...before, id]
      })
    },
    [set],
  )
  const all = useCallback(() => set(() => newest.current.order), [set])
  const none = useCallback(() => set(() => []), [set])
  const keep = useCallback((ids: readonly string[]) => set(() => ids), [set])
  return useMemo(() => ({ ids, toggle, all, none, keep }), [ids, toggle, all, none, keep])
}

/** From one to the other, whichever is above. */
export function between(order: readonly string[], one: string, other: string): string[] {
  const [first, last] = [order.indexOf(one), order.indexOf(other)].sort((a, b) => a - b) as [number, number]
  return order.slice(Math.max(0, first), last + 1)
}
