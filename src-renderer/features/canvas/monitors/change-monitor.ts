import type { Json, Monitor, MonitorLook } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { CARDS, dropMonitor, monitorOf, type Pair, setMonitor } from '../../../model/monitor-edits.ts'
import { nearGrid } from '../../../ui/block-art/measures.ts'

export type Placed = Pick<Monitor, 'at'> & { size: Pair }

/** Changes one monitor as it is now. `group` joins what keys do one after the other to one undo step. */
export function changeMonitor(name: string, change: (now: Monitor) => Monitor, group?: string): void {
  const { document, apply } = useFlow.getState()
  const now = document && monitorOf(document, name)
  if (now) apply([setMonitor(name, change(now))], group === undefined ? {} : { group })
}

/** Its place keeps to the grid. */
export const placeMonitor = (name: string, [x, y]: Pair, group?: string): void =>
  changeMonitor(name, (now) => ({ ...now, at: [nearGrid(x), nearGrid(y)] }), group)

export const sizeMonitor = (name: string, size: Pair, look: MonitorLook, group?: string): void =>
  changeMonitor(name, (now) => ({ ...now, size: onGrid(size, look) }), group)

/** Never too small to be read and taken hold of. */
export const onGrid = ([width, height]: Pair, look: MonitorLook): Pair => [
  Math.max(CARDS[look].least[0], nearGrid(width)),
  Math.max(CARDS[look].least[1], nearGrid(height)),
]

/** Takes it off the canvas; the keyboard goes to the next one. */
export function hideMonitor(name: string): void {
  const { document, apply } = useFlow.getState()
  if (!document) return
  const names = Object.keys(document.monitors ?? {})
  const next = names[names.indexOf(name) + 1] ?? names[names.indexOf(name) - 1]
  apply(dropMonitor(document, name))
  if (next !== undefined) focusMonitor(next)
}

/** What a variable begins with, as its form in the panel sets it. */
export function setStart(name: string, value: Json): void {
  const { document, apply } = useFlow.getState()
  const variables = document?.variables?.map((each) => (each.name === name ? { ...each, value } : each))
  if (variables) apply([{ do: 'set-flow', set: { variables } }], { group: `slider ${name}` })
}

export const focusMonitor = (name: string): void =>
  document
    .querySelector<HTMLElement>(`.canvas [data-monitor="${CSS.escape(name)}"] .monitor-head`)
    ?.focus({ preventScroll: true })
