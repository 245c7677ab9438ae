import { isList, isObject } from '#shared/block'
import type { FlowDocument, FlowEdit, Json, Monitor, MonitorLook } from '#shared/flow'

export type Pair = readonly [number, number]
type Watched = Pick<FlowDocument, 'monitors'>

/** Canvas units; of a card that has no size of its own, and how small one can be made. */
export const CARDS: Readonly<Record<MonitorLook, { size: Pair; least: Pair }>> = {
  value: { size: [208, 48], least: [96, 48] },
  list: { size: [240, 216], least: [120, 104] },
  slider: { size: [240, 88], least: [160, 88] },
}

export const monitorOf = ({ monitors }: Watched, variable: string): Monitor | undefined =>
  monitors && Object.hasOwn(monitors, variable) ? monitors[variable] : undefined

/** How what a variable holds can be shown; the first is what it looks like unless somebody chose. */
export function looksFor(value: Json | undefined): readonly MonitorLook[] {
  if (isList(value) || isObject(value)) return ['list', 'value']
  return typeof value === 'number' ? ['value', 'slider'] : ['value']
}

/** A chosen look that does not fit what is held now waits until it does again. */
export function lookOf({ look }: Pick<Monitor, 'look'>, value: Json | undefined): MonitorLook {
  const looks = looksFor(value)
  return look && looks.includes(look) ? look : (looks[0] ?? 'value')
}

export const sizeOf = ({ size }: Pick<Monitor, 'size'>, look: MonitorLook): Pair =>
  size ? [Math.max(size[0], CARDS[look].least[0]), Math.max(size[1], CARDS[look].least[1])] : CARDS[look].size

/** Where the cards lie, as far as a flow at rest tells: what a variable begins with gives its look. */
export const monitorBoxes = ({
  monitors = {},
  variables = [],
}: Pick<FlowDocument, 'monitors' | 'variables'>): { name: string; at: Pair; size: Pair }[] =>
  Object.entries(monitors).map(([name, monitor]) => {
    const value = variables.find((each) => each.name === name)?.value
    return { name, at: monitor.at, size: sizeOf(monitor, lookOf(monitor, value)) }
  })

export const setMonitor = (variable: string, monitor: Monitor): FlowEdit => ({
  ...{ do: 'set-monitor', variable, monitor },
})

/** Nothing, where none is there. */
export const dropMonitor = (document: Watched, variable: string): FlowEdit[] =>
  monitorOf(document, variable) ? [{ do: 'set-monitor', variable, monitor: undefined }] : []

/** A monitor goes along with its variable's name; never over another one. */
export function renameMonitor(document: Watched, from: string, to: string): FlowEdit[] {
  const monitor = monitorOf(document, from)
  if (from === to || !monitor || monitorOf(document, to)) return []
  return [...dropMonitor(document, from), setMonitor(to, monitor)]
}

export type SliderRange = { min: number; max: number; step: number }

/** What a slider goes through: what its monitor says, else 0 to 100 or as far as the value asks. */
export function rangeOf(monitor: Pick<Monitor, 'min' | 'max' | 'step'>, value: number): SliderRange {
  const whole = Number.isInteger(value)
  const reach = Math.max(whole ? 100 : 1, tenfold(Math.abs(value)))
  const low = value < 0 ? -reach : 0
  const { max: top = Number.POSITIVE_INFINITY, min = low < top ? low : above(top, -reach) } = monitor
  const max = monitor.max !== undefined && top > min ? top : reach > min ? reach : above(min, reach)
  const step = monitor.step !== undefined && monitor.step > 0 ? monitor.step : undefined
  const wholeEnds = Number.isInteger(min) && Number.isInteger(max)
  const way = max - min
  return { min, max, step: step ?? (whole && wholeEnds && way >= 10 ? 1 : way / 100 || way) }
}

/** The power of ten that reaches so far, short of where numbers end. */
const tenfold = (value: number): number =>
  value > 0 ? Math.min(10 ** Math.ceil(Math.log10(value)), 1e300) : 0

/** Further by so much that it is another number, however large it is. */
const above = (at: number, by: number): number => at + Math.sign(by) * Math.max(Math.abs(by), Math.abs(at))

/** With another look. A slider gets its ends written down: they must not run away while it is moved. */
export function withLook(monitor: Monitor, look: MonitorLook, value: Json | undefined): Monitor {
  const { size: _, ...rest } = monitor
  return {
    ...rest,
    look,
    ...(look === 'slider' && typeof value === 'number' && rangeOf(monitor, value)),
  }
}
