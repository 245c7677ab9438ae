import type { AppError } from '#shared/error'
import { numberList } from './number-list.ts'
import type { Spoken } from './spoken.ts'
import { tooMuch } from './spoken-errors.ts'
import { type Token, wordsError } from './tokens.ts'

/**
 * Day of the month, month and day of the week of what was said, as the last three fields of a pattern.
 * @param end where something is missing
 * @throws AppError `schedule.contradiction`, `schedule.uneven`, `schedule.no-day`
 */
export function dayFields(spoken: Spoken, end: Token): string {
  const { dates, weekdays, months, period } = spoken
  const [date, weekday] = [dates[0], weekdays[0]]
  if (date && weekday)
    throw tooMuch(later(date.token, weekday.token), 'it has dates and days of the week.', ONE_OF_THEM)
  if (date && period?.unit === 'day') throw tooMuch(date.token, 'it has every day and dates.', ONE_OF_THEM)
  if (period) checkPeriod(period, spoken, end)
  if (months.length > 0 && !date && !weekday && !period && !spoken.interval)
    throw noDay(end, 'in these months', 'on the 1st of june at 09:00, or every day in june at 09:00')
  return `${dateField(dates)} ${monthField(months, period)} ${weekdayField(weekdays)}`
}

const ONE_OF_THEM = 'Say one of them, or use a schedule block for each.'
const later = (a: Token, b: Token): Token => (a.column > b.column ? a : b)

function checkPeriod(period: NonNullable<Spoken['period']>, spoken: Spoken, end: Token): void {
  const { unit, by, token } = period
  const fits = unit === 'month' ? by > 0 && 12 % by === 0 : by === 1
  if (!fits) throw uneven(unit, by, token)
  const has = spoken.dates.length + spoken.weekdays.length > 0
  if (unit === 'week' && spoken.weekdays.length === 0)
    throw noDay(end, 'of the week', 'every week on monday at 09:00')
  if ((unit === 'month' || unit === 'quarter') && !has)
    throw noDay(end, 'of the month', `on the 1st of every ${unit} at 09:00`)
  if (unit === 'year' && (!has || spoken.months.length === 0))
    throw noDay(end, 'of the year', 'every year on 24 december at 09:00')
  if ((unit === 'quarter' || by > 1) && spoken.months.length > 0)
    throw tooMuch(token, 'it has months and says how many lie in between.', ONE_OF_THEM)
}

function dateField(dates: Spoken['dates']): string {
  if (dates.length === 0) return '*'
  const values = [...new Set(dates.map(({ value }) => value))]
  const lastWorkday = dates.find(({ value }) => value === 'LW')
  if (lastWorkday && values.length > 1)
    throw tooMuch(lastWorkday.token, 'the last weekday cannot stand beside other dates.', ONE_OF_THEM)
  const numbers = values.filter((value) => /^\d+$/.test(value)).map(Number)
  const others = values.filter((value) => !/^\d+$/.test(value))
  return [...(numbers.length > 0 ? [numberList(numbers)] : []), ...others].join(',')
}

function monthField(months: Spoken['months'], period: Spoken['period']): string {
  if (months.length > 0)
    return allOr(
      months.map(({ value }) => value),
      12,
    )
  if (period?.unit === 'quarter') return '*/3'
  return period?.unit === 'month' && period.by > 1 ? stepOf(period.by) : '*'
}

/** Every 12 months is once a year: in January. */
const stepOf = (by: number): string => (by === 12 ? '1' : `*/${by}`)

function weekdayField(weekdays: Spoken['weekdays']): string {
  if (weekdays.length === 0) return '*'
  const values = [...new Set(weekdays.map(({ value }) => value))]
  const whole = values.filter((value) => value.length === 1).map(Number)
  const others = values.filter((value) => value.length > 1)
  if (others.length === 0) return allOr(whole, 7)
  return [...(whole.length > 0 ? [numberList(whole)] : []), ...others].join(',')
}

const allOr = (values: readonly number[], size: number): string =>
  new Set(values).size === size ? '*' : numberList(values)

function uneven(unit: string, by: number, token: Token): AppError {
  if (by < 1)
    return wordsError(
      'schedule.uneven',
      token,
      `Every ${by} ${unit}s is no time in between.`,
      'Write a number from 1 on.',
    )
  const days = unit === 'day' ? by : unit === 'week' ? by * 7 : null
  const fix = days
    ? `Use the block "Every so often" with ${days}d, or name the days: every monday and thursday at 09:00.`
    : 'Name the months: on the 1st of january and june at 09:00.'
  return wordsError('schedule.uneven', token, `Every ${by} ${unit}s cannot be told by the calendar.`, fix)
}

const noDay = (end: Token, of: string, example: string): AppError =>
  wordsError(
    'schedule.no-day',
    end,
    `The schedule does not say on which day ${of}.`,
    `Say the day: ${example}.`,
  )
