import type { StepView } from '#shared/run'
import type { StepStatus } from './run-words.ts'
import { stepTree } from './step-tree.ts'

export type Bar = {
  /** percent of the whole time */
  from: number
  width: number
  status: StepStatus
  /** steps in it: those too close to be told apart are one */
  count: number
}
export type Lane = { block: string; type: string; name: string; bars: Bar[] }

/** A bar is at least this wide, in percent, to be seen; those that would then lie on one another become one. */
const THIN = 0.8

/** One lane a block, in the order in which they were first reached; each step a bar. */
export function lanesOf(steps: readonly StepView[], start: number, end: number): Lane[] {
  const whole = Math.max(1, end - start)
  const lanes = new Map<string, Lane>()
  const { failing } = stepTree(steps)
  for (const step of steps) {
    const lane = lanes.get(step.block) ?? {
      block: step.block,
      type: step.type,
      name: step.blockName,
      bars: [],
    }
    lanes.set(step.block, lane)
    const from = Math.max(0, ((step.startedAt - start) / whole) * 100)
    const until = step.durationMs === null ? end : step.startedAt + step.durationMs
    const to = Math.min(100, ((until - start) / whole) * 100)
    addBar(lane.bars, {
      from: Math.min(from, 100 - THIN),
      width: Math.max(THIN, to - from),
      // what holds the step that failed keeps its colour, as in the tree
      status: step.status === 'dropped' && failing.has(`s${step.seq}`) ? 'succeeded' : step.status,
      count: 1,
    })
  }
  return [...lanes.values()]
}

function addBar(bars: Bar[], bar: Bar): void {
  const last = bars.at(-1)
  const end = last ? last.from + last.width : 0
  if (!last || bar.from > end - 0.001 || bar.status !== last.status) bars.push(bar)
  else {
    last.width = Math.max(end, bar.from + bar.width) - last.from
    last.count += bar.count
  }
}

/** Round numbers along the time, in ms from 0, and the whole at the end: 0, 500, 1000, 1500, 1800. */
export function ticksOf(wholeMs: number, most = 5): number[] {
  const whole = Math.max(1, Math.round(wholeMs))
  const step = roundStep(whole / (most - 1))
  const ticks: number[] = []
  for (let at = 0; at < whole - step * 0.5; at += step) ticks.push(at)
  return [...ticks, whole]
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** People count minutes in sixties and hours in twenty-fours. */
const LONG_STEPS = [0.5, 1, 2, 5, 10, 15, 20, 30].map((minutes) => minutes * MINUTE)
const LONGER_STEPS = [1, 2, 3, 6, 12].map((hours) => hours * HOUR)

/** The first round time that is no less than `rough`, in ms. */
function roundStep(rough: number): number {
  if (rough > 12 * HOUR) return Math.max(1, decimalStep(rough / DAY)) * DAY
  if (rough > 20_000) return [...LONG_STEPS, ...LONGER_STEPS].find((step) => step >= rough) as number
  return Math.max(1, decimalStep(rough))
}

function decimalStep(rough: number): number {
  const unit = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 3, 5, 10].find((factor) => factor * unit >= rough) ?? 10) * unit
}
