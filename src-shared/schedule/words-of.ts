import { type Pattern, patternOf } from './cron-pattern.ts'
import { ordinal } from './ordinal.ts'
import type { Schedule } from './schedule.ts'
import { MONTHS, WEEKDAYS } from './words/vocabulary.ts'

const MOST_TIMES = 6
const DAY_MINUTES = 1440

/**
 * A schedule in words that `readSchedule` reads as the same: `every weekday at 09:00`. What has no words that short is
 * given as its cron pattern.
 */
export function wordsOf(schedule: Schedule): string {
  const [first, ...rest] = schedule.crons.map(partsOf) as [Parts, ...Parts[]]
  const days = rest.every((parts) => parts.days === first.days) ? dayWords(first) : null
  const clock = clockWords(schedule.crons)
  if (days === null || clock === null) return schedule.crons.join(' or ')
  if (clock.startsWith('at ')) return `${days} ${clock}`
  return days === 'every day' ? clock : `${clock}, ${days}`
}

type Parts = { date: string; month: string; weekday: string; days: string }

function partsOf(cron: string): Parts {
  const [date, months, weekdays] = cron.replaceAll('?', '*').split(' ').slice(-3) as [string, string, string]
  const month = months.replaceAll(/[A-Z]{3}/g, (name) => `${nameIndex(MONTHS, name) + 1}`)
  const weekday = weekdays
    .replace('-SUN', '-7')
    .replaceAll(/[A-Z]{3}/g, (name) => `${nameIndex(WEEKDAYS, name)}`)
  return { date, month, weekday, days: `${date} ${month} ${weekday}` }
}

/** How often, or at what times; null where that would be long. */
function clockWords(crons: readonly string[]): string | null {
  const patterns = crons.map(patternOf)
  if (patterns.some(({ elapsed }) => elapsed)) return crons.length > 1 ? null : oftenWords(crons[0] as string)
  const fields = (crons[0] as string).split(' ')
  const hours = /^\*\/(\d+)$/.exec(fields.at(-4) as string)
  const [pattern] = patterns as [Pattern]
  if (hours && crons.length === 1 && 24 % Number(hours[1]) === 0 && isOnMinute(pattern))
    return hourWords(`every ${hours[1]} hours`, pattern)
  if (patterns.some(({ seconds }) => seconds.values.length > MOST_TIMES)) return null
  const times = timesOf(patterns)
  if (times.length <= MOST_TIMES) return `at ${joined(times.map(clockText))}`
  return evenWords(times)
}

/** Of a pattern whose hour is a wildcard. */
function oftenWords(cron: string): string | null {
  const pattern = patternOf(cron)
  const { minutes, seconds } = pattern
  if (isOnMinute(pattern)) {
    const by = evenStep(minutes.values)
    if (by !== null) return by === 1 ? 'every minute' : `every ${by} minutes`
    return hourWords('every hour', pattern)
  }
  const by = evenStep(seconds.values)
  if (by === null || minutes.values.length < 60) return null
  return by === 1 ? 'every second' : `every ${by} seconds`
}

function hourWords(every: string, { minutes }: Pattern): string | null {
  if (minutes.values.length > MOST_TIMES) return null
  const marks = minutes.values.map((minute) => `:${two(minute)}`)
  return marks.join() === ':00' ? every : `${every} at ${joined(marks)}`
}

const isOnMinute = ({ seconds }: Pattern): boolean => seconds.values.length === 1 && seconds.values[0] === 0

/** How far values from 0 to 59 are apart when they go round evenly, more than twice. */
function evenStep(values: readonly number[]): number | null {
  const by = 60 / values.length
  return values.length > 1 && values.every((value, i) => value === i * by) ? by : null
}

/** Seconds of the day. */
function timesOf(patterns: readonly Pattern[]): number[] {
  const times = patterns.flatMap(({ hours, minutes, seconds }) =>
    hours.values.flatMap((hour) =>
      minutes.values.flatMap((minute) => seconds.values.map((second) => hour * 3600 + minute * 60 + second)),
    ),
  )
  return [...new Set(times)].sort((a, b) => a - b)
}

/** `every 15 minutes from 09:00 to 17:00` */
function evenWords(times: readonly number[]): string | null {
  const [first, second] = times as [number, number]
  const minutes = (second - first) / 60
  const even = times.every((time, i) => time === first + i * minutes * 60)
  if (times.length < 2 || !even || !Number.isInteger(minutes) || minutes >= DAY_MINUTES || first % 60)
    return null
  const every =
    minutes === 60
      ? 'every hour'
      : minutes % 60 === 0
        ? `every ${minutes / 60} hours`
        : minutes === 1
          ? 'every minute'
          : `every ${minutes} minutes`
  return `${every} from ${clockText(first)} to ${clockText(times.at(-1) as number)}`
}

/** On which days; null where the words would be less clear than the pattern. */
function dayWords({ date, month, weekday }: Parts): string | null {
  const months = monthWords(month)
  if (months === null || (date !== '*' && weekday !== '*')) return null
  if (date !== '*') {
    const dates = dateWords(date)
    return dates && `on the ${dates} of ${months || 'every month'}`
  }
  if (/[#L]/.test(weekday)) {
    const nth = weekday.split(',').map(nthWords)
    return nth.includes(null) ? null : `on the ${joined(nth as string[])} of ${months || 'every month'}`
  }
  const days = weekdayWords(weekday)
  const within = months.startsWith('every') ? monthNames(stepped(Number(/\d+/.exec(month)), 12)) : months
  return days && `${days}${within && ` in ${within}`}`
}

const NTH = ['first', 'second', 'third', 'fourth', 'fifth']

/** `1#2`, `5L` */
function nthWords(item: string): string | null {
  const [, day, nth] = /^(\d)(?:#(\d)|L)$/.exec(item) ?? []
  if (day === undefined) return null
  return `${nth === undefined ? 'last' : NTH[Number(nth) - 1]} ${capital(WEEKDAYS[Number(day) % 7] as string)}`
}

function weekdayWords(field: string): string | null {
  if (field === '*') return 'every day'
  const days = numbersOf(field)
  if (days === null) return null
  // Monday first, as the words for a run of days go
  const set = [...new Set(days.map((day) => (day + 6) % 7))].sort((a, b) => a - b)
  if (set.join() === '0,1,2,3,4') return 'every weekday'
  if (set.join() === '5,6') return 'every weekend'
  if (set.length === 7) return 'every day'
  const names = set.map((day) => capital(WEEKDAYS[(day + 1) % 7] as string))
  const inRow = set.length > 2 && set.every((day, i) => day === (set[0] as number) + i)
  return inRow ? `every ${names[0]} to ${names.at(-1)}` : `every ${joined(names)}`
}

/** Empty for all months. */
function monthWords(field: string): string | null {
  if (field === '*') return ''
  const step = /^\*\/(\d+)$/.exec(field)
  if (step && 12 % Number(step[1]) === 0 && Number(step[1]) < 12)
    return step[1] === '1' ? '' : `every ${step[1]} months`
  const months = numbersOf(field)
  return months && monthNames(months)
}

const monthNames = (months: readonly number[]): string =>
  joined(months.map((month) => capital(MONTHS[month - 1] as string)))

/** 1, 3, 5 ... up to `most` */
const stepped = (by: number, most: number): number[] =>
  Array.from({ length: Math.ceil(most / by) }, (_, i) => 1 + i * by)

function dateWords(field: string): string | null {
  const words = field.split(',').map((item) => {
    if (item === 'L') return 'last day'
    if (item === 'LW') return 'last weekday'
    if (item === '1W') return 'first weekday'
    const days = numbersOf(item)
    if (!days) return null
    return days.length > 2
      ? `${ordinal(days[0] as number)} to ${ordinal(days.at(-1) as number)}`
      : days.map(ordinal).join(', ')
  })
  return words.includes(null) ? null : joined(words.flatMap((word) => (word as string).split(', ')))
}

/** The numbers of a list with ranges; null where there are steps or signs. */
function numbersOf(field: string): number[] | null {
  if (!/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(field)) return null
  return field.split(',').flatMap((item) => {
    const [from, to] = item.split('-').map(Number) as [number, number?]
    return Array.from({ length: (to ?? from) - from + 1 }, (_, i) => from + i)
  })
}

const nameIndex = (names: readonly string[], short: string): number =>
  names.findIndex((name) => name.startsWith(short.toLowerCase()))

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
const two = (number: number): string => String(number).padStart(2, '0')

function clockText(second: number): string {
  const clock = `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}`
  return second % 60 === 0 ? clock : `${clock}:${two(second % 60)}`
}

const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
