import type { AppError } from '#shared/error'
import { nearestWord } from '#shared/flow'
import { ordinal } from '../ordinal.ts'
import { type Token, wordsError } from './tokens.ts'
import { VOCABULARY } from './vocabulary.ts'

export const badDay = (token: Token, why: string, fix: string): AppError =>
  wordsError(
    'schedule.bad-day',
    token,
    `"${token.written}", at column ${token.column} of the schedule, cannot be meant: ${why}`,
    fix,
  )

export const tooMuch = (token: Token, why: string, fix: string): AppError =>
  wordsError('schedule.contradiction', token, `The schedule cannot be kept: ${why}`, fix)

export const everyOther = (token: Token, what: string): AppError =>
  wordsError(
    'schedule.uneven',
    token,
    `"Every ${what}" cannot be told by the calendar: weeks have no number there.`,
    'Use the block "Every so often" with 14d, or name the days: on the first and third monday of every month.',
  )

export const missing = (token: Token, before: string): AppError =>
  wordsError(
    'schedule.unfinished',
    token,
    `The schedule ends after "${before}".`,
    'Say how often or on which days: every 15 minutes, every weekday at 09:00.',
  )

export const unclear = (token: Token): AppError =>
  wordsError(
    'schedule.bad-time',
    token,
    `It is not clear what "${token.written}", at column ${token.column} of the schedule, is.`,
    `For a time write at ${token.written}:00, for a day of the month the ${ordinal(Number(token.text))}.`,
  )

export function unknown(token: Token): AppError {
  const near = nearestWord(token.text, VOCABULARY)
  return wordsError(
    'schedule.unknown-word',
    token,
    `"${token.written}", at column ${token.column} of the schedule, is not understood.`,
    near !== undefined && near !== token.text
      ? `Did you mean "${near}"?`
      : 'Write it as in: every weekday at 09:00, every 15 minutes, on the 1st of every month at 06:00, or as a cron pattern.',
  )
}
