import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patternOf } from './cron-pattern.ts'
import { nextTimes } from './next-time.ts'
import { readSchedule } from './schedule.ts'
import { wordsOf } from './words-of.ts'

test.each([
  ['0 9 * * 1-5', 'every weekday at 09:00'],
  ['0 9,17 * * *', 'every day at 09:00 and 17:00'],
  ['30 8 * * MON,FRI', 'every Monday and Friday at 08:30'],
  ['0 9 * * FRI-SUN', 'every Friday to Sunday at 09:00'],
  ['0 9 * * 0', 'every Sunday at 09:00'],
  ['*/15 * * * *', 'every 15 minutes'],
  ['* * * * * *', 'every second'],
  ['*/10 * * * * *', 'every 10 seconds'],
  ['5,35 * * * *', 'every hour at :05 and :35'],
  ['15 */2 * * *', 'every 2 hours at :15'],
  ['*/10 9-17 * * 1-5', 'every 10 minutes from 09:00 to 17:50, every weekday'],
  ['30 0 9 * * *', 'every day at 09:00:30'],
  ['0 6 1,15 * *', 'on the 1st and 15th of every month at 06:00'],
  ['0 18 L * *', 'on the last day of every month at 18:00'],
  ['0 18 LW * *', 'on the last weekday of every month at 18:00'],
  ['0 9 * JAN-MAR FRI#2', 'on the second Friday of January, February and March at 09:00'],
  ['0 17 * * 5L', 'on the last Friday of every month at 17:00'],
  ['0 12 24 12 *', 'on the 24th of December at 12:00'],
  ['0 8 15 */3 *', 'on the 15th of every 3 months at 08:00'],
  ['0 9 * 6,7 *', 'every day in June and July at 09:00'],
  // an hour that is a wildcard and one that names all hours go by different rules
  ['0 0-23 * * *', 'every hour from 00:00 to 23:00'],
])('%s is %s', (cron, words) => {
  expect(wordsOf(readSchedule(cron))).toBe(words)
})

test.each(['*/7 * * * *', '0 9 1 * 1', '0 9 15W * *', '3,17 1,4,9,20 * * *', '0 9 1-7 * +MON'])(
  '%s has no words that short, and stands for itself',
  (cron) => {
    expect(wordsOf(readSchedule(cron))).toBe(cron)
  },
)

test('several patterns that words made are told as those words', () => {
  for (const words of ['every day at 09:00 and 17:30', 'every 30 minutes from 09:00 to 17:00, every weekday'])
    expect(wordsOf(readSchedule(words))).toBe(words)
})

const few = (min: number, max: number) =>
  fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 }).map((all) => all.join())
const field = (min: number, max: number, ...more: string[]) =>
  fc.oneof(
    fc.constant('*'),
    few(min, max),
    fc.integer({ min: 1, max }).map((by) => `*/${by}`),
    fc
      .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
      .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    ...more.map((one) => fc.constant(one)),
  )
const star = fc.constant('*')
const days = fc.oneof(
  fc.tuple(field(1, 28, 'L', 'LW', '1W', '1,L'), field(1, 12), star),
  fc.tuple(star, field(1, 12), field(0, 7, '1#2', '5L', '1#1,3#1', '1-5', '0,6')),
)
const cron = fc
  .tuple(fc.constantFrom('', '', '', '0 ', '30 ', '*/10 ', '* '), field(0, 59), field(0, 23), days)
  .map(([second, minute, hour, rest]) => `${second}${[minute, hour, ...rest].join(' ')}`)

test('what is told can be read again, and means the same', () => {
  let told = 0
  fc.assert(
    fc.property(cron, fc.integer({ min: 1.7e12, max: 2e12 }), (text, after) => {
      const schedule = readSchedule(text)
      const words = wordsOf(schedule)
      if (words === schedule.crons[0]) return
      told++
      const again = readSchedule(words)
      expect(again.crons.map((one) => patternOf(one).elapsed)).toContain(patternOf(text).elapsed)
      for (const zone of ['UTC', 'Europe/Berlin'])
        expect(nextTimes(again, zone, after, 30)).toEqual(nextTimes(schedule, zone, after, 30))
    }),
    { numRuns: 1500 },
  )
  expect(told).toBeGreaterThan(100)
})
