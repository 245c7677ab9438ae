import { AppError } from '#shared/error'
import { readSchedule, wordsOf } from '#shared/schedule'

/** A schedule in words, also one that is written as cron. What cannot be read stays as it is written. */
export function scheduleWords(written: string): string {
  try {
    return wordsOf(readSchedule(written))
  } catch (error) {
    if (error instanceof AppError) return written
    throw error
  }
}
