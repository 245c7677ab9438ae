import { AppError } from '#shared/error'
import { readCron } from './read-cron.ts'
import { readWords } from './words/read-words.ts'

/** When something is due, without a zone. A value: it may be kept and sent. */
export type Schedule = {
  /** as it was written */
  readonly text: string
  /** canonical cron patterns of 5 or 6 fields: it is due when one of them is. Words may need more than one. */
  readonly crons: readonly string[]
}

const LONGEST = 500

/**
 * A schedule as a person writes it: cron of 5 or 6 fields (`0 9 * * 1-5`; a first field of six is the second), a
 * nickname (`@daily`), or words (`every weekday at 09:00`).
 * @throws AppError `schedule.*` with `details.column` (1-based, where it is known), for cron also
 *   `details.cronField`, `value`, `min` and `max`
 */
export function readSchedule(text: string): Schedule {
  if (text.trim() === '') throw empty()
  if (text.length > LONGEST) throw tooLong(text.length)
  return { text, crons: looksLikeCron(text) ? [readCron(text)] : readWords(text) }
}

/** No words hold a star or begin with two numbers. */
function looksLikeCron(text: string): boolean {
  const [first, second = ''] = text.trim().split(/\s+/) as [string, string?]
  const isField = (part: string) => /^\d[\d,/-]*(?<!,)$/.test(part)
  return /[*?@]/.test(text) || (isField(first) && isField(second))
}

const empty = (): AppError =>
  new AppError({
    code: 'schedule.empty',
    message: 'The schedule is empty.',
    fix: 'Write when it is due: every weekday at 09:00, or a cron pattern such as 0 9 * * 1-5.',
    details: { column: 1 },
  })

const tooLong = (length: number): AppError =>
  new AppError({
    code: 'schedule.too-long',
    message: `The schedule has ${length} characters; it may have ${LONGEST}.`,
    fix: 'Write it shorter, or use several schedule blocks.',
    details: { column: LONGEST + 1 },
  })
