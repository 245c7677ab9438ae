import { capital, daysBetween, sayDate, sayDay } from '../../ui/say-time.ts'

/** A time as people say it: "Today, 12:04", "Yesterday, 12:04", before that the date alone. `at` in ms since the epoch. */
export function sayWhen(at: number, now: number = Date.now()): string {
  return capital(Math.abs(daysBetween(at, now)) > 1 ? sayDate(at, now) : sayDay(at, now))
}
