import type { AppError } from '#shared/error'
import { numberList } from './number-list.ts'
import type { Spoken } from './spoken.ts'
import { tooMuch } from './spoken-errors.ts'
import { type Token, wordsError } from './tokens.ts'

type Interval = NonNullable<Spoken['interval']>

const SEPARATE = 'Say one of them, or use several schedule blocks.'
const SECONDS = { second: 1, minute: 60, hour: 3600 }
const DAY = 86_400

/**
 * Seconds, minutes and hours of what was said, as the first fields of one or more patterns.
 * @param end where something is missing
 * @throws AppError `schedule.contradiction`, `schedule.uneven`, `schedule.no-time`
 */
export function clockFields(spoken: Spoken, end: Token): string[] {
  const { times, marks, span } = spoken
  const [time, mark] = [times[0], marks[0]]
  const interval = wholeUnits(spoken.interval) ?? (mark ? { by: 1, unit: 'hour', token: mark.token } : null)
  if (time) {
    if (span) throw tooMuch(span.token, 'it has a time and a stretch of the day.', SEPARATE)
    if (interval) throw tooMuch(time.token, 'it has a time of day and says how often in a day.', SEPARATE)
    return groupTimes(times.map(({ at }) => at))
  }
  if (!interval) throw span ? noInterval(span.token) : noTime(end)
  if (mark && interval.unit !== 'hour')
    throw tooMuch(mark.token, 'it has a minute of the hour and does not go by hours.', SEPARATE)
  const minutes = mark ? marks.map(({ minute }) => minute) : null
  return span ? withinSpan(interval, span, minutes) : [allDay(interval, minutes ?? [0])]
}

/** 60 minutes are an hour. */
function wholeUnits(interval: Interval | null): Interval | null {
  if (!interval || interval.unit === 'hour' || interval.by === 0 || interval.by % 60 !== 0) return interval
  return wholeUnits({
    ...interval,
    by: interval.by / 60,
    unit: interval.unit === 'second' ? 'minute' : 'hour',
  })
}

function allDay({ by, unit, token }: Interval, marks: readonly number[]): string {
  const size = unit === 'hour' ? 24 : 60
  if (by < 1 || by >= size || size % by !== 0) throw uneven({ by, unit, token }, size)
  const steps = by === 1 ? '*' : `*/${by}`
  if (unit === 'hour') return `${numberList(marks)} ${steps}`
  return unit === 'minute' ? `${steps} *` : `${steps} * *`
}

/** Every time of the stretch by itself, both ends included. */
function withinSpan(
  { by, unit, token }: Interval,
  span: NonNullable<Spoken['span']>,
  marks: readonly number[] | null,
): string[] {
  if (unit === 'second' || by < 1)
    throw tooMuch(token, 'within a stretch of the day it can go by minutes and hours only.', CRON_INSTEAD)
  if (span.from === span.to) throw tooMuch(span.token, 'its stretch of the day has no length.', SEPARATE)
  const last = span.to > span.from ? span.to : span.to + DAY
  const first = marks ? Math.floor(span.from / 3600) * 3600 : span.from
  const times: number[] = []
  for (let at = first; at <= last; at += by * SECONDS[unit])
    for (const minute of marks ?? [0])
      if (isWithin(at + minute * 60, span.from, last)) times.push(at + minute * 60)
  if (times.length === 0)
    throw tooMuch(span.token, 'no such minute lies within its stretch of the day.', SEPARATE)
  return groupTimes(times)
}

const CRON_INSTEAD =
  'Write it as a cron pattern: */10 * 9-16 * * * is every 10 seconds from 9:00 to 16:59:50.'
const isWithin = (time: number, from: number, to: number): boolean => time >= from && time <= to

/** Times of day as few patterns: hours that have the same minutes stand together. */
export function groupTimes(times: readonly number[]): string[] {
  const minutes = new Map<string, Set<number>>()
  for (const time of times) {
    const at = time % DAY
    const key = `${at % 60} ${Math.floor(at / 3600)}`
    minutes.set(key, (minutes.get(key) ?? new Set()).add(Math.floor(at / 60) % 60))
  }
  const hours = new Map<string, number[]>()
  for (const [key, set] of minutes) {
    const [second, hour] = key.split(' ') as [string, string]
    const clock = `${second === '0' ? '' : `${second} `}${minuteField(set)}`
    hours.set(clock, [...(hours.get(clock) ?? []), Number(hour)])
  }
  return [...hours].map(([clock, of]) => `${clock} ${numberList(of)}`)
}

function minuteField(set: ReadonlySet<number>): string {
  const by = 60 / set.size
  const even = set.size > 2 && [...set].every((minute) => minute % by === 0)
  if (set.size === 60) return '*'
  return even ? `*/${by}` : numberList(set)
}

function uneven({ by, unit, token }: Interval, size: number): AppError {
  const fits = [...Array(size).keys()].filter((n) => n > 0 && size % n === 0)
  const near = [...fits].sort((a, b) => Math.abs(a - by) - Math.abs(b - by)).slice(0, 2)
  const whole = unit === 'hour' ? 'a day' : unit === 'minute' ? 'an hour' : 'a minute'
  const fix =
    by < 1
      ? `Write a number from 1 on: every 1 ${unit}.`
      : unit === 'hour' && by % 24 === 0
        ? 'For once a day give the time: every day at 09:00. For more than a day use the block "Every so often".'
        : `Use the block "Every so often" with ${by}${unit[0]}, or what fits: every ${near.join(' or ')} ${unit}s.`
  const message = `Every ${by} ${unit}s does not fit into ${whole}: the last stretch would be shorter than the others.`
  return wordsError(
    'schedule.uneven',
    token,
    by < 1 ? `Every ${by} ${unit}s is no time in between.` : message,
    fix,
  )
}

const noTime = (end: Token): AppError =>
  wordsError(
    'schedule.no-time',
    end,
    'The schedule does not say at what time.',
    'Add a time of day, such as at 09:00, or how often: every 15 minutes.',
  )

const noInterval = (token: Token): AppError =>
  wordsError(
    'schedule.no-time',
    token,
    'The schedule has a stretch of the day, but does not say how often within it.',
    'Add how often: every 30 minutes from 9:00 to 17:00. For one time write: at 9:00.',
  )
