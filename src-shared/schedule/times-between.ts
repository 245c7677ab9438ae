import { type Pattern, patternOf } from './cron-pattern.ts'
import { isElapsed, nextTimes, ofMinute } from './next-time.ts'
import type { Schedule } from './schedule.ts'
import { countMatches } from './wall-match.ts'
import { clockOf, type ZoneClock } from './zone-clock.ts'

/** Due times of a stretch of time: how many, and the newest of them, oldest first. */
export type Dues = { readonly count: number; readonly times: readonly number[] }

/**
 * The due times after `after` up to `upTo` (included). All are counted, without going through them: every second of
 * a month is as quick as every day.
 * @param limit how many are given by name: the newest
 */
export function timesBetween(
  schedule: Pick<Schedule, 'crons'>,
  zone: string,
  after: number,
  upTo: number,
  limit: number,
): Dues {
  if (upTo <= after) return { count: 0, times: [] }
  const patterns = schedule.crons.map(patternOf)
  const clock = clockOf(zone)
  const countFrom = (from: number) => countTimes(patterns, clock, from, upTo)
  const count = countFrom(after)
  const named = Math.min(count, limit)
  if (named === 0) return { count, times: [] }
  const from = count === named ? after : leastWith(named, after, upTo, countFrom)
  return { count, times: nextTimes(schedule, zone, from, named) }
}

/** The first moment after which no more than `most` times come. */
function leastWith(most: number, after: number, upTo: number, countFrom: (from: number) => number): number {
  let [low, high] = [after, upTo]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (countFrom(middle) > most) low = middle
    else high = middle
  }
  return high
}

function countTimes(patterns: readonly Pattern[], clock: ZoneClock, after: number, upTo: number): number {
  if (isElapsed(patterns)) return countElapsed(patterns, clock, after, upTo)
  const all = count(patterns, clock.shownUntil(after) + 1, clock.shownUntil(upTo) + 1)
  let moved = 0
  for (let at = clock.stretchAt(after).to; at <= upTo; at = clock.stretchAt(at).to)
    moved += countMoved(patterns, clock, at)
  return all - moved
}

/** How many wall times that are left out at this change do not fire on their own. */
function countMoved(patterns: readonly Pattern[], clock: ZoneClock, change: number): number {
  const shown = change + clock.stretchAt(change).offset
  const left = count(patterns, clock.shownUntil(change - 1) + 1, shown)
  if (left === 0) return 0
  return ofMinute(patterns, shown) === null ? left - 1 : left
}

function countElapsed(patterns: readonly Pattern[], clock: ZoneClock, after: number, upTo: number): number {
  let all = 0
  for (let time = after + 1; time <= upTo; ) {
    const { to, offset } = clock.stretchAt(time)
    const end = Math.min(to, upTo + 1)
    all += count(patterns, time + offset, end + offset)
    time = end
  }
  return all
}

const count = (patterns: readonly Pattern[], from: number, to: number): number =>
  patterns.reduce((all, pattern) => all + countMatches(pattern, from, to), 0)
