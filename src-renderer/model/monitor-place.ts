import { create } from 'zustand'
import { useFlow } from './flow-store.ts'
import { CARDS, dropMonitor, looksFor, monitorOf, type Pair, setMonitor } from './monitor-edits.ts'

type MonitorPlace = {
  /** where a card of this size finds room in sight; canvas units. Null while no canvas is shown */
  findPlace: ((size: Pair) => Pair) | null
}

/** Other panels ask the canvas, since only it knows what is in sight. */
export const useMonitorPlace = create<MonitorPlace>()(() => ({ findPlace: null }))

const ANYWHERE: Pair = [480, 40]

/** Puts a card for a variable on the canvas, or takes it off. @returns whether it is there now */
export function toggleMonitor(variable: string): boolean {
  const { document, apply } = useFlow.getState()
  if (!document) return false
  if (monitorOf(document, variable)) {
    apply(dropMonitor(document, variable))
    return false
  }
  const value = document.variables?.find(({ name }) => name === variable)?.value
  const { size } = CARDS[looksFor(value)[0] ?? 'value']
  const at = useMonitorPlace.getState().findPlace?.(size) ?? ANYWHERE
  return apply([setMonitor(variable, { at })]).length === 0
}
