import type { Dues } from './times-between.ts'

/** Something that is due again and again with the same time in between, in milliseconds. */
export type Interval = {
  /** a due time, or the start: all others are whole intervals away from it, so they never drift */
  readonly anchor: number
  /** at least 1000 */
  readonly every: number
}

/** The first due time after a moment (and after the anchor), in ms since 1970. */
export function nextEvery({ anchor, every }: Interval, after: number): number {
  return anchor + stepsUntil({ anchor, every }, after) * every + every
}

/**
 * The due times after `after` up to `upTo` (included).
 * @param limit how many are given by name: the newest
 */
export function everyBetween(interval: Interval, after: number, upTo: number, limit: number): Dues {
  const [first, last] = [stepsUntil(interval, after), stepsUntil(interval, upTo)]
  const count = Math.max(0, last - first)
  const named = Math.min(count, limit)
  const times = Array.from(
    { length: named },
    (_, i) => interval.anchor + (last - named + 1 + i) * interval.every,
  )
  return { count, times }
}

/**
 * When a due time fires: up to `jitter` ms later; the due time itself stays, so that nothing drifts.
 * @param chance from 0 to below 1, of the dice
 */
export const withJitter = (due: number, jitter: number, chance: number): number =>
  due + Math.floor(chance * (jitter + 1))

/** How many intervals have passed since the anchor. */
const stepsUntil = ({ anchor, every }: Interval, time: number): number =>
  Math.max(0, Math.floor((time - anchor) / every))
