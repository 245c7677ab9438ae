import { patternOf } from '../cron-pattern.ts'
import { refuseNever } from '../never-fires.ts'
import { clockFields } from './clock-fields.ts'
import { dayFields } from './day-fields.ts'
import { readSpoken } from './read-spoken.ts'

/**
 * Cron patterns of English words: `every weekday at 09:00`, `every 15 minutes`, `on the last day of every month at
 * 18:00`. Capitals, commas, "on", "at" and the order do not matter. All patterns fall on the same days, at different
 * times of the day.
 * @throws AppError `schedule.*` with `details.column`
 */
export function readWords(text: string): string[] {
  const { spoken, end } = readSpoken(text)
  const days = dayFields(spoken, end)
  const crons = clockFields(spoken, end).map((clock) => `${clock} ${days}`)
  refuseNever(patternOf(crons[0] as string), text)
  return crons
}
