import { type Pattern, patternOf } from './cron-pattern.ts'
import { isElapsed } from './next-time.ts'
import type { Schedule } from './schedule.ts'
import { nextMatch } from './wall-match.ts'
import { clockOf } from './zone-clock.ts'

/**
 * What clocks that are set forward or back do to one due time. `meant` is a wall time: ms since 1970 as if it were UTC.
 * `moved`: the time that is written is left out that day, and this one stands for it; `left-out`: this one is written
 * too, and stands for both; `first`: the clock shows this time twice, and it comes the first time only; `again`: it is
 * the second time, of what comes every few minutes or hours.
 */
export type ClockRemark = { is: 'moved' | 'left-out'; meant: number } | { is: 'first' | 'again' }

const MINUTE = 60_000

/**
 * @param zone an IANA name that `readZone` has accepted
 * @param at a due time as `nextTimes` gives it
 * @returns null on all days but those few
 */
export function clockRemark(schedule: Schedule, zone: string, at: number): ClockRemark | null {
  const patterns = schedule.crons.map(patternOf)
  const clock = clockOf(zone)
  const { from, to, offset } = clock.stretchAt(at)
  const before = clock.stretchAt(from - 1).offset
  const after = clock.stretchAt(to).offset
  const wall = at + offset
  if (isElapsed(patterns)) return wall < from + before ? { is: 'again' } : null
  if (offset > before && at - from < MINUTE) {
    const meant = firstFrom(patterns, from + before)
    if (meant !== null && meant < from + offset)
      return { is: patterns.some((one) => nextMatch(one, wall) === wall) ? 'left-out' : 'moved', meant }
  }
  return wall >= to + after ? { is: 'first' } : null
}

function firstFrom(patterns: readonly Pattern[], wall: number): number | null {
  const matches = patterns.flatMap((pattern) => nextMatch(pattern, wall) ?? [])
  return matches.length > 0 ? Math.min(...matches) : null
}
