import { type DayRule, type Pattern, patternOf } from './cron-pattern.ts'
import { ordinal } from './ordinal.ts'
import type { Schedule } from './schedule.ts'
import { WEEKDAYS } from './words/vocabulary.ts'

/**
 * A schedule that is put together from parts, as a form shows it. Times are `HH:MM`, in rising order; days of the week
 * are 0 (Sunday) to 6, Monday first; dates are 1 to 31, in rising order.
 */
export type PlainSchedule =
  | { kind: 'minutes'; by: number }
  | { kind: 'hours'; by: number; minute: number }
  | { kind: 'daily'; times: readonly string[] }
  | { kind: 'weekdays'; times: readonly string[] }
  | { kind: 'weekly'; days: readonly number[]; times: readonly string[] }
  | { kind: 'monthly'; dates: readonly number[]; last: boolean; times: readonly string[] }

/** How far apart minutes and hours may be, so that they go round evenly. */
export const MINUTE_STEPS = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30] as const
export const HOUR_STEPS = [1, 2, 3, 4, 6, 8, 12] as const
/** The most times a day that a form shows. */
export const MOST_PLAIN_TIMES = 12

/** In words that `readSchedule` reads; undefined while a day or a time is missing. */
export function plainWords(plain: PlainSchedule): string | undefined {
  switch (plain.kind) {
    case 'minutes':
      return plain.by === 1 ? 'every minute' : `every ${plain.by} minutes`
    case 'hours':
      return `${plain.by === 1 ? 'every hour' : `every ${plain.by} hours`}${plain.minute === 0 ? '' : ` at :${two(plain.minute)}`}`
    case 'daily':
      return atTimes('every day', plain.times)
    case 'weekdays':
      return atTimes('every weekday', plain.times)
    case 'weekly':
      return atTimes(plain.days.length > 0 && `every ${joined(plain.days.map(dayName))}`, plain.times)
    default: {
      const dates = [...plain.dates.map(ordinal), ...(plain.last ? ['last day'] : [])]
      return atTimes(dates.length > 0 && `on the ${joined(dates)} of every month`, plain.times)
    }
  }
}

/** The parts of a schedule; null where it says more than such parts can. */
export function plainOf({ crons }: Schedule): PlainSchedule | null {
  const patterns = crons.map(patternOf)
  const [first] = patterns as [Pattern, ...Pattern[]]
  const days = crons.map((cron) => cron.split(' ').slice(-3).join(' '))
  if (new Set(days).size > 1 || first.months !== ALL_MONTHS) return null
  if (patterns.some(({ seconds }) => seconds.values.join() !== '0')) return null
  const often = crons.length === 1 ? oftenOf(first, crons[0] as string) : null
  if (often) return isEveryDay(first.days) ? often : null
  if (patterns.some(({ elapsed }) => elapsed)) return null
  const times = [...new Set(patterns.flatMap(timesOf))].sort()
  return times.length > MOST_PLAIN_TIMES ? null : onDays(first.days, times)
}

const ALL_MONTHS = (1 << 12) - 1

/** What goes by minutes or hours, by how it is written: `0 0,12 * * *` is two times of the day. */
function oftenOf({ minutes, hours, elapsed }: Pattern, cron: string): PlainSchedule | null {
  const [minute] = minutes.values as [number]
  if (elapsed) {
    const by = 60 / minutes.values.length
    if (minutes.values.length === 1) return { kind: 'hours', by: 1, minute }
    return minutes.values.every((value, i) => value === i * by) ? { kind: 'minutes', by } : null
  }
  const by = 24 / hours.values.length
  const isStep = cron.split(' ').at(-4) === `*/${by}`
  return isStep && by < 24 && minutes.values.length === 1 ? { kind: 'hours', by, minute } : null
}

const timesOf = ({ hours, minutes }: Pattern): string[] =>
  hours.values.flatMap((hour) => minutes.values.map((minute) => `${two(hour)}:${two(minute)}`))

function onDays(rule: DayRule, times: readonly string[]): PlainSchedule | null {
  if (isEveryDay(rule)) return { kind: 'daily', times }
  const { anyDate, anyWeekday, nearest, last, lastWorkday, weekdays } = rule
  if (nearest.length > 0 || lastWorkday || (!anyDate && !anyWeekday)) return null
  if (anyWeekday) {
    const dates = Array.from({ length: 31 }, (_, i) => i + 1).filter((date) => rule.dates & (1 << date))
    return { kind: 'monthly', dates, last, times }
  }
  const whole = patternOf('0 0 * * 1').days.weekdays[1]
  if (weekdays.some((nth) => nth !== 0 && nth !== whole)) return null
  const days = MONDAY_FIRST.filter((day) => weekdays[day] !== 0)
  if (days.join() === '1,2,3,4,5') return { kind: 'weekdays', times }
  return days.length === 7 ? { kind: 'daily', times } : { kind: 'weekly', days, times }
}

const isEveryDay = ({ anyDate, anyWeekday }: DayRule): boolean => anyDate && anyWeekday

/** Days of the week as cron counts them, in the order of a week. */
export const MONDAY_FIRST = [1, 2, 3, 4, 5, 6, 0] as const

const atTimes = (days: string | false, times: readonly string[]): string | undefined =>
  days === false || times.length === 0 ? undefined : `${days} at ${joined(times)}`

function dayName(day: number): string {
  const name = WEEKDAYS[day] as string
  return name.charAt(0).toUpperCase() + name.slice(1)
}
const two = (number: number): string => String(number).padStart(2, '0')
const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
