import { DateTime } from 'luxon'

/** A time of day without a day: `9:00`, `09:00:30`. */
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/

/** ms from 1970 to the last day there is: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const FURTHEST = 8.64e15

/**
 * ms since 1970 of what a person wrote for a point in time, or null where it is none: a time of day (`18:30`) is its
 * next one after `now`, a date (`2026-12-24`) its midnight, both in `zone`; ISO text with an offset and ms say all
 * themselves. A time that a clock change leaves out is the one after it.
 */
export function pointInTime(written: string | number, now: number, zone: string): number | null {
  if (typeof written === 'number') return Math.abs(written) <= FURTHEST ? written : null
  const text = written.trim()
  const clock = CLOCK.exec(text)
  if (clock)
    return nextClock(clock.slice(1).map((part) => Number(part ?? 0)) as [number, number, number], now, zone)
  const options = { zone }
  for (const read of [DateTime.fromISO, DateTime.fromSQL]) {
    const date = read(text, options)
    if (date.isValid) return date.toMillis()
  }
  return null
}

function nextClock(
  [hour, minute, second]: [number, number, number],
  now: number,
  zone: string,
): number | null {
  if (hour > 23 || minute > 59 || second > 59) return null
  const today = DateTime.fromMillis(now, { zone })
  for (const day of [0, 1, 2]) {
    const at = today.plus({ days: day }).set({ hour, minute, second, millisecond: 0 }).toMillis()
    if (at > now) return at
  }
  return null
}
