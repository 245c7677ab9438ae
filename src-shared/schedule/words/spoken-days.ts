import type { Spoken } from './spoken.ts'
import { badDay, unknown } from './spoken-errors.ts'
import type { Token, TokenReader } from './tokens.ts'
import { monthOf, ORDINALS, UNTIL_WORDS, WEEKEND_WORDS, WORKDAY_WORDS, weekdayOf } from './vocabulary.ts'

const AND = ['and', ',', '&']

export const isOrdinal = ({ text }: Token): boolean =>
  /^\d+(st|nd|rd|th)$/.test(text) || Object.hasOwn(ORDINALS, text) || text === 'last'

/**
 * `1st`, `last day`, `first weekday`, `first and third monday`.
 * @throws AppError `schedule.bad-day`
 */
export function readOrdinal(reader: TokenReader, spoken: Spoken): void {
  const of = ordinalsOfWeekday(reader)
  if (of) readNthWeekdays(reader, of, spoken)
  else readDateOrEnd(reader, spoken)
}

function readDateOrEnd(reader: TokenReader, spoken: Spoken): void {
  const token = reader.next()
  const isLast = token.text === 'last'
  if (takeWorkday(reader)) {
    if (!isLast && numberOf(token) !== 1) throw badDay(token, ONLY_ENDS, 'Say first weekday or last weekday.')
    spoken.dates.push({ value: isLast ? 'LW' : '1W', token })
  } else {
    if (isLast) spoken.dates.push({ value: 'L', token })
    else readDate(reader, token, spoken)
    reader.take('day', 'days')
  }
}

const ONLY_ENDS = 'only the first and the last working day of a month have a name.'

/** The ordinals from here on, when they belong to a day of the week. */
function ordinalsOfWeekday(reader: TokenReader): Token[] | null {
  const found: Token[] = []
  for (let ahead = 0; ; ahead++) {
    const token = reader.peek(ahead)
    if (isOrdinal(token)) found.push(token)
    else if (weekdayOf(token.text) >= 0) return found
    else if (token.text !== 'the' && !AND.includes(token.text)) return null
  }
}

function readNthWeekdays(reader: TokenReader, of: readonly Token[], spoken: Spoken): void {
  while (weekdayOf(reader.peek().text) < 0) reader.next()
  do {
    const weekday = weekdayOf(reader.next().text)
    for (const token of of) spoken.weekdays.push({ value: `${weekday}${nthOf(token)}`, token })
  } while (takeAndWeekday(reader))
}

/** `monday and wednesday`: what was said of the first holds for the next. */
function takeAndWeekday(reader: TokenReader): boolean {
  if (!AND.includes(reader.peek().text) || weekdayOf(reader.peek(1).text) < 0) return false
  reader.next()
  return true
}

function nthOf(token: Token): string {
  if (token.text === 'last') return 'L'
  const nth = numberOf(token)
  if (nth >= 1 && nth <= 5) return `#${nth}`
  throw badDay(token, 'a month has no more than five of them.', 'Say first to fifth, or last.')
}

/** `weekday`, `working day` */
function takeWorkday(reader: TokenReader): boolean {
  if (reader.take(...WORKDAY_WORDS)) return true
  if (!reader.take('working')) return false
  if (!reader.take('day', 'days')) throw unknown(reader.peek())
  return true
}

/** A day of the month that has just been read, or a run of them: `1st to 5th`. */
export function readDate(reader: TokenReader, token: Token, spoken: Spoken): void {
  const first = dateOf(token)
  const runs = UNTIL_WORDS.includes(reader.peek().text) && /^\d+/.test(reader.peek(1).text)
  if (runs) reader.next()
  const last = runs ? dateOf(reader.next()) : first
  if (last < first)
    throw badDay(
      token,
      'the days run backwards.',
      `Say it in two parts: up to the last day, and the 1st to ${last}.`,
    )
  spoken.dates.push({ value: last === first ? `${first}` : `${first}-${last}`, token })
}

const numberOf = ({ text }: Token): number => ORDINALS[text] ?? Number.parseInt(text, 10)

function dateOf(token: Token): number {
  const day = numberOf(token)
  if (day >= 1 && day <= 31) return day
  const fix = 'Write a day from the 1st to the 31st, or: the last day.'
  throw badDay(token, 'a month has the days 1 to 31.', fix)
}

/**
 * `monday`, `mon to fri`, `weekdays`, `june`; says whether there was one.
 * @param until what may stand between the ends of a run, beside "to"
 */
export function readDayWord(reader: TokenReader, spoken: Spoken, until: readonly string[]): boolean {
  const token = reader.peek()
  const weekdays = takeWorkday(reader) ? [1, 2, 3, 4, 5] : reader.take(...WEEKEND_WORDS) ? [6, 0] : null
  const days = weekdays ?? readRun(reader, weekdayOf, 0, 6, until)
  for (const day of days) spoken.weekdays.push({ value: `${day}`, token })
  if (days.length > 0) return true
  const months = readRun(reader, monthOf, 1, 12, until)
  for (const value of months) spoken.months.push({ value, token })
  return months.length > 0
}

/** `monday to friday`, `november - february`: round the end of the week or the year; nothing where no name stands. */
function readRun(
  reader: TokenReader,
  read: (word: string) => number,
  least: number,
  most: number,
  until: readonly string[],
): number[] {
  const token = reader.peek()
  const first = read(token.text)
  if (first < least) return []
  reader.next()
  const runs = [...UNTIL_WORDS, ...until].includes(reader.peek().text)
  const last = runs ? read(reader.peek(1).text) : -1
  if (last < least) return [first]
  reader.skip(2)
  if (last === first) throw badDay(token, 'it begins and ends with the same.', 'Say it once, or two ends.')
  const size = most - least + 1
  const length = ((last - first + size) % size) + 1
  return Array.from({ length }, (_, i) => ((first - least + i) % size) + least)
}
