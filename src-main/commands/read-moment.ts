import { AppError } from '#shared/error'
import { isDuration, parseDuration } from '#shared/flow'

/** of more forms than these `Date.parse` makes something */
const DAY_AND_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * A time as people write it: how long ago ("2h", "7d"), a day, or a day and a time; of this machine's zone where none
 * stands there. ms since the epoch.
 * @param ends a day means its end, not its beginning
 * @throws AppError `command.wrong-use`
 */
export function readMoment(option: string, word: string, now: number, ends = false): number {
  if (isDuration(word)) return now - parseDuration(word)
  const at = DAY.test(word) ? dayAt(word, ends ? 1 : 0) : timeAt(word)
  if (Number.isFinite(at)) return at
  throw new AppError({
    code: 'command.wrong-use',
    message: `${option} ${word} is not a time.`,
    fix: 'Give how long ago (30m, 2h, 7d), a day (2026-05-01), or a day and a time (2026-05-01T08:30).',
  })
}

const timeAt = (word: string): number =>
  DAY_AND_TIME.test(word) ? Date.parse(word.replace(' ', 'T')) : Number.NaN

/** Where a day of this zone begins, or one after it. NaN: there is no such day. */
function dayAt(word: string, later: number): number {
  const [, year, month, day] = (DAY.exec(word) ?? []).map(Number) as [number, number, number, number]
  const date = new Date(year, month - 1, day)
  return date.getMonth() === month - 1 && date.getDate() === day
    ? new Date(year, month - 1, day + later).getTime()
    : Number.NaN
}
