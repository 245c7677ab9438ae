import { useSyncExternalStore } from 'react'
import { makeTextWidth, type TextWidth } from './text-width.ts'

/* One ruler for the page; a new one whenever a font has arrived, since old widths were the fallback face's. */
let ruler: TextWidth | undefined
const listeners = new Set<() => void>()
if (typeof document !== 'undefined') document.fonts?.addEventListener('loadingdone', () => measureAnew())

/** Has everything measured and laid out again: what stands on blocks has changed without their config. */
export function measureAnew(): void {
  if (typeof document !== 'undefined') ruler = makeTextWidth()
  for (const tell of listeners) tell()
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
const current = (): TextWidth => {
  ruler ??= makeTextWidth()
  return ruler
}

/** The ruler for block sentences; changes when fonts arrive, so that layouts are worked out anew. */
export const useTextWidth = (): TextWidth => useSyncExternalStore(subscribe, current)
