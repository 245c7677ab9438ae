import { AppError } from '#shared/error'
import type { Pattern } from './cron-pattern.ts'
import { daysOf, lengthOf } from './month-days.ts'

/** Every day of the year has fallen on every day of the week within these: a leap year and the 27 after it. */
const [FIRST_YEAR, LAST_YEAR] = [2000, 2027]
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** @throws AppError `schedule.never-fires` */
export function refuseNever(pattern: Pattern, text: string): void {
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++)
    for (let month = 0; month < 12; month++) if (daysOf(pattern, year, month) !== 0) return
  throw new AppError({
    code: 'schedule.never-fires',
    message: `The schedule "${text.trim()}" never comes: ${reasonOf(pattern)}.`,
    fix: 'Choose a day that there is; for the last day of each month write L, or: on the last day of every month.',
    details: { column: 1 },
  })
}

function reasonOf({ months, days }: Pattern): string {
  const named = MONTHS.filter((_, i) => months & (1 << i))
  const longest = Math.max(...named.map((name) => lengthOf(2000, MONTHS.indexOf(name))))
  const least = Math.min(31 - Math.clz32(days.dates & -days.dates), ...days.nearest)
  const most = `${joined(named)} ${named.length > 1 ? 'have' : 'has'} ${longest} days at most`
  if (least > longest) return most
  return `in ${named.length === 12 ? 'no month' : joined(named)} these days never fall together`
}

const joined = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
