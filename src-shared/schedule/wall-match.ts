// When a pattern fits the clock on a wall, which knows no zones: wall times are written as milliseconds since
// 1970 as if they were UTC, so that they are plain numbers.
import type { Pattern } from './cron-pattern.ts'
import { countBits, DAY, daysOf, utcDay } from './month-days.ts'

const SECONDS = 86_400
/** 29 February on a given weekday comes after 40 years at the latest (over 2100). */
const MOST_MONTHS = 12 * 41

/** The first wall time from `from` on that fits, or null where none comes within 41 years. */
export function nextMatch(pattern: Pattern, from: number): number | null {
  const day = Math.floor(from / DAY)
  if (hasDay(pattern, day)) {
    const second = secondFrom(pattern, Math.ceil((from - day * DAY) / 1000))
    if (second >= 0) return day * DAY + second * 1000
  }
  const next = dayFrom(pattern, day + 1)
  return next === null ? null : next * DAY + secondFrom(pattern, 0) * 1000
}

/** How many wall times fit from `from` (included) to `to` (not included). */
export function countMatches(pattern: Pattern, from: number, to: number): number {
  if (to <= from) return 0
  const [first, last] = [Math.floor(from / DAY), Math.floor(to / DAY)]
  const before = (day: number, at: number) =>
    hasDay(pattern, day) ? secondsBelow(pattern, Math.ceil((at - day * DAY) / 1000)) : 0
  const whole = secondsBelow(pattern, SECONDS)
  return countDays(pattern, first, last) * whole + before(last, to) - before(first, from)
}

function hasDay(pattern: Pattern, day: number): boolean {
  const date = new Date(day * DAY)
  return (daysOf(pattern, date.getUTCFullYear(), date.getUTCMonth()) & (1 << date.getUTCDate())) !== 0
}

/** The first day from this one on, as days since 1970. */
function dayFrom(pattern: Pattern, day: number): number | null {
  const date = new Date(day * DAY)
  let [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  let left = daysOf(pattern, year, month) & (-1 << date.getUTCDate())
  for (let tried = 0; left === 0; tried++) {
    if (tried > MOST_MONTHS) return null
    if (++month === 12) [year, month] = [year + 1, 0]
    left = daysOf(pattern, year, month)
  }
  return utcDay(year, month, lowestBit(left))
}

/** How many days fit from `first` (included) to `last` (not included). */
function countDays(pattern: Pattern, first: number, last: number): number {
  let count = 0
  for (let day = first; day < last; ) {
    const date = new Date(day * DAY)
    const [year, month, of] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
    const end = Math.min(utcDay(year, month + 1, 1), last)
    const within = (-1 << of) & ~((-1 << (of + end - day - 1)) << 1)
    count += countBits(daysOf(pattern, year, month) & within)
    day = end
  }
  return count
}

/** The first second of a day from this one on that fits, or -1. */
function secondFrom({ hours, minutes, seconds }: Pattern, from: number): number {
  if (from >= SECONDS) return -1
  const [h, m, s] = clockOf(from)
  if (hours.atLeast[h] === h) {
    const second = minutes.atLeast[m] === m ? (seconds.atLeast[s] as number) : -1
    if (second >= 0) return h * 3600 + m * 60 + second
    const minute = minutes.atLeast[m + 1] as number
    if (minute >= 0) return h * 3600 + minute * 60 + (seconds.values[0] as number)
  }
  const hour = hours.atLeast[h + 1] as number
  return hour < 0 ? -1 : hour * 3600 + (minutes.values[0] as number) * 60 + (seconds.values[0] as number)
}

/** How many seconds of a day that fit are less than this one. */
function secondsBelow({ hours, minutes, seconds }: Pattern, second: number): number {
  const [h, m, s] = clockOf(second)
  const perMinute = seconds.values.length
  const inMinute = minutes.atLeast[m] === m ? (seconds.below[s] as number) : 0
  const inHour = hours.atLeast[h] === h ? (minutes.below[m] as number) * perMinute + inMinute : 0
  return (hours.below[h] as number) * minutes.values.length * perMinute + inHour
}

const clockOf = (second: number): [number, number, number] => [
  Math.floor(second / 3600),
  Math.floor(second / 60) % 60,
  second % 60,
]
const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits)
