import type { DayRule, Pattern } from './cron-pattern.ts'

export const DAY = 86_400_000

/** The days of a month on which a pattern fires, as bits: bit 1 is the first of the month. */
export function daysOf(pattern: Pattern, year: number, month: number): number {
  if (!(pattern.months & (1 << month))) return 0
  const first = new Date(utcDay(year, month, 1) * DAY).getUTCDay()
  const length = lengthOf(year, month)
  const { days } = pattern
  const dates = datesOf(days, first, length)
  if (days.anyWeekday) return dates
  const weekdays = weekdaysOf(days, first, length)
  return days.both || days.anyDate ? dates & weekdays : dates | weekdays
}

function datesOf(rule: DayRule, first: number, length: number): number {
  let set = rule.dates & allDays(length)
  for (const day of rule.nearest) if (day <= length) set |= 1 << nearestWorkday(day, first, length)
  if (rule.last) set |= 1 << length
  if (rule.lastWorkday) set |= 1 << lastWorkday(first, length)
  return set
}

function weekdaysOf(rule: DayRule, first: number, length: number): number {
  let set = 0
  for (let day = 1; day <= length; day++) {
    const places = rule.weekdays[(first + day - 1) % 7] as number
    const nth = 1 << Math.floor((day - 1) / 7)
    if (places & nth || (places & LAST && day + 7 > length)) set |= 1 << day
  }
  return set
}

const LAST = 32
const allDays = (length: number): number => (2 << length) - 2

/** On a Saturday the Friday before, on a Sunday the Monday after, never out of the month. */
function nearestWorkday(day: number, first: number, length: number): number {
  const weekday = (first + day - 1) % 7
  if (weekday === 0) return day === length ? day - 2 : day + 1
  if (weekday === 6) return day === 1 ? day + 2 : day - 1
  return day
}

function lastWorkday(first: number, length: number): number {
  const weekday = (first + length - 1) % 7
  if (weekday === 0) return length - 2
  return weekday === 6 ? length - 1 : length
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export const lengthOf = (year: number, month: number): number =>
  month === 1 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (LENGTHS[month] as number)

/** Days since 1970-01-01; years before 100 are not asked for. */
export const utcDay = (year: number, month: number, day: number): number => Date.UTC(year, month, day) / DAY

/** How many bits are set. */
export function countBits(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}
