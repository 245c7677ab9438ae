import { CronPattern } from 'croner'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patternOf } from './cron-pattern.ts'

const number = (least: number, most: number) => fc.integer({ min: least, max: most }).map(String)

/** A field as people write it: a star, a number, a range with or without steps, a list. */
const field = (least: number, most: number, ...more: string[]) =>
  fc.oneof(
    fc.constantFrom('*', '*/5', ...more),
    number(least, most),
    fc.tuple(fc.nat(most - least), fc.nat(most - least)).map(([a, b]) => {
      const [from, to] = [least + Math.min(a, b), least + Math.max(a, b)]
      return `${from}-${to}`
    }),
    fc.uniqueArray(number(least, most), { minLength: 2, maxLength: 4 }).map((list) => list.join(',')),
  )

const cron = fc
  .tuple(
    fc.option(field(0, 59), { nil: undefined }),
    field(0, 59),
    field(0, 23, '?', '*/1'),
    field(1, 31, 'L', 'LW', '15W', '?'),
    field(1, 12, 'JAN', 'MAR-MAY'),
    field(0, 6, 'MON-FRI', 'FRI#L', '1#2', '+MON', '?'),
  )
  .map((fields) => fields.filter((one) => one !== undefined).join(' '))

test('a pattern put together from its fields is what croner reads as a whole', () => {
  fc.assert(
    fc.property(cron, (text) => {
      const whole = new CronPattern(text, undefined, { mode: '5-or-6-parts' })
      const ours = patternOf(text)
      const set = (flags: readonly number[], first = 0) =>
        [...flags].flatMap((is, i) => (is ? [i + first] : []))
      expect(ours.seconds.values).toEqual(set(whole.second))
      expect(ours.minutes.values).toEqual(set(whole.minute))
      expect(ours.hours.values).toEqual(set(whole.hour))
      expect(set(bitsOf(ours.months, 12))).toEqual(set(whole.month))
      expect(set(bitsOf(ours.days.dates >>> 1, 31))).toEqual(set(whole.day))
      expect(ours.days).toMatchObject({
        nearest: set(whole.nearestWeekdays, 1),
        last: whole.lastDayOfMonth,
        lastWorkday: whole.lastWeekday,
        weekdays: [...whole.dayOfWeek].slice(0, 7),
        anyDate: whole.starDOM,
        anyWeekday: whole.starDOW,
        both: whole.useAndLogic,
      })
    }),
    { numRuns: 300 },
  )
})

const bitsOf = (set: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (set >>> i) & 1)

test('patterns share what they have in common', () => {
  const [a, b] = [patternOf('5 9 * * 1-5'), patternOf('6 9 1 * 1-5')]
  expect(a.hours).toBe(b.hours)
  expect(a.days).not.toBe(b.days)
  expect(patternOf('0 5 9 * * 1-5').days).toBe(a.days)
})

test.each(['1 2 3', '* * * * * * *'])('%s is no pattern', (text) => {
  expect(() => patternOf(text)).toThrow()
})
