// When a schedule is due. The rule for clock changes is decision 0015:
// - a pattern whose hour is a wildcard fires at every moment whose wall time fits it, in both passes of a fold;
// - any other fires once for each wall time that fits, when the wall first shows it or, where it is left out,
//   goes past it. Several that are left out together fire once, and not besides one of the minute they move to.
import { type Pattern, patternOf } from './cron-pattern.ts'
import type { Schedule } from './schedule.ts'
import { nextMatch } from './wall-match.ts'
import { clockOf, type ZoneClock } from './zone-clock.ts'

const MINUTE = 60_000

/**
 * The first due time after a moment.
 * @param zone an IANA name that `readZone` has accepted
 * @param after milliseconds since 1970, not included itself
 * @returns milliseconds since 1970, or null where none comes within 41 years
 */
export function nextTime(schedule: Pick<Schedule, 'crons'>, zone: string, after: number): number | null {
  const patterns = schedule.crons.map(patternOf)
  const clock = clockOf(zone)
  return isElapsed(patterns) ? nextElapsed(patterns, clock, after) : nextOnWall(patterns, clock, after)
}

/** The next due times, at most `count`. */
export function nextTimes(
  schedule: Pick<Schedule, 'crons'>,
  zone: string,
  after: number,
  count: number,
): number[] {
  const times: number[] = []
  for (let last = after; times.length < count; ) {
    const next = nextTime(schedule, zone, last)
    if (next === null) break
    times.push(next)
    last = next
  }
  return times
}

/** Patterns of one schedule follow the same rule: the words that make several name their hours in all of them. */
export const isElapsed = (patterns: readonly Pattern[]): boolean => patterns.every(({ elapsed }) => elapsed)

function nextElapsed(patterns: readonly Pattern[], clock: ZoneClock, after: number): number | null {
  for (let time = after + 1; ; ) {
    const { to, offset } = clock.stretchAt(time)
    const wall = earliest(patterns, time + offset)
    if (wall === null) return null
    if (wall < to + offset) return wall - offset
    time = to
  }
}

function nextOnWall(patterns: readonly Pattern[], clock: ZoneClock, after: number): number | null {
  const wall = earliest(patterns, clock.shownUntil(after) + 1)
  if (wall === null) return null
  const time = clock.firstShown(wall)
  const { offset } = clock.stretchAt(time)
  const shown = time + offset
  if (shown === wall) return time
  const own = ofMinute(patterns, shown)
  return own === null ? time : own - offset
}

/** The first wall time from here to the end of its minute that fits: a time that was left out moves to it. */
export function ofMinute(patterns: readonly Pattern[], wall: number): number | null {
  const own = earliest(patterns, wall)
  return own !== null && own < Math.floor(wall / MINUTE) * MINUTE + MINUTE ? own : null
}

function earliest(patterns: readonly Pattern[], from: number): number | null {
  let least: number | null = null
  for (const pattern of patterns) {
    const match = nextMatch(pattern, from)
    if (match !== null && (least === null || match < least)) least = match
  }
  return least
}
