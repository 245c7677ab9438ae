import { type Token, type TokenReader, wordsError } from './tokens.ts'

const NAMED: Readonly<Record<string, number>> = { noon: 12 * 3600, midday: 12 * 3600, midnight: 0 }
const FORM = /^(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2}))?([ap]m)?$/

/** Whether this can only be a time of day: `9:00`, `9am`, `noon`. */
export const isClock = ({ text }: Token, after?: Token): boolean =>
  Object.hasOwn(NAMED, text) ||
  /^\d+[:.]\d|^\d+[ap]\.?m/.test(text) ||
  (isNumber(text) && /^[ap]m$/.test(after?.text ?? ''))

export const isNumber = (text: string): boolean => /^\d+$/.test(text)

/**
 * A time of day as its second: `9`, `9:30`, `9.30`, `09:00:30`, `9am`, `noon`.
 * @throws AppError `schedule.bad-time`
 */
export function readClock(reader: TokenReader): number {
  const token = reader.next()
  const named = NAMED[token.text]
  if (named !== undefined) return named
  const half = reader.take('am', 'pm')?.text ?? ''
  const parts = FORM.exec(token.text.replaceAll(/(?<=[ap])\.|(?<=m)\.$/g, '') + half)
  if (!parts) throw badTime(token)
  const [hour, minute, second] = [parts[1], parts[2], parts[3]].map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
  ]
  if (minute > 59 || second > 59) throw badTime(token)
  return hourOf(token, hour, parts[4]) * 3600 + minute * 60 + second
}

/** 12am is midnight, 12pm is noon. */
function hourOf(token: Token, hour: number, half: string | undefined): number {
  if (half === undefined) {
    if (hour > 23)
      throw badTime(token, hour === 24 ? 'Midnight is 00:00, the beginning of the next day.' : undefined)
    return hour
  }
  if (hour < 1 || hour > 12) throw badTime(token)
  return (hour % 12) + (half === 'pm' ? 12 : 0)
}

const badTime = (token: Token, fix = 'Write a time from 00:00 to 23:59, such as 9:00, 17:30 or 5pm.') =>
  wordsError(
    'schedule.bad-time',
    token,
    token.written
      ? `"${token.written}", at column ${token.column} of the schedule, is not a time of day.`
      : `A time is missing at the end of the schedule.`,
    fix,
  )
