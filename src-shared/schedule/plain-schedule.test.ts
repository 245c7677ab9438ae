import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  HOUR_STEPS,
  MINUTE_STEPS,
  MONDAY_FIRST,
  MOST_PLAIN_TIMES,
  type PlainSchedule,
  plainOf,
  plainWords,
} from './plain-schedule.ts'
import { readSchedule } from './schedule.ts'

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const times = fc
  .uniqueArray(time, { minLength: 1, maxLength: MOST_PLAIN_TIMES })
  .map((some) => [...some].sort())
const days = fc
  .subarray([...MONDAY_FIRST], { minLength: 1 })
  .filter((some) => some.length < 7 && some.join() !== '1,2,3,4,5')
const dates = fc.subarray(Array.from({ length: 31 }, (_, i) => i + 1))

const plain: fc.Arbitrary<PlainSchedule> = fc.oneof(
  fc.record({ kind: fc.constant('minutes' as const), by: fc.constantFrom(...MINUTE_STEPS) }),
  fc.record({
    ...{ kind: fc.constant('hours' as const), by: fc.constantFrom(...HOUR_STEPS) },
    minute: fc.integer({ min: 0, max: 59 }),
  }),
  fc.record({ kind: fc.constant('daily' as const), times }),
  fc.record({ kind: fc.constant('weekdays' as const), times }),
  fc.record({ kind: fc.constant('weekly' as const), days, times }),
  fc
    .record({ kind: fc.constant('monthly' as const), dates, last: fc.boolean(), times })
    .filter((one) => one.last || (one.dates.length > 0 && one.dates.length < 31)),
)

test('whatever a form can say is read back into it as the same, from words and from their cron', () => {
  fc.assert(
    fc.property(plain, (one) => {
      const schedule = readSchedule(plainWords(one) as string)
      expect(plainOf(schedule)).toEqual(one)
      for (const cron of schedule.crons.length === 1 ? schedule.crons : [])
        expect(plainOf(readSchedule(cron))).toEqual(one)
    }),
    { numRuns: 1000 },
  )
})

test.each<[string, PlainSchedule]>([
  ['0 9 * * 1-5', { kind: 'weekdays', times: ['09:00'] }],
  ['0 9 * * MON,TUE,WED,THU,FRI', { kind: 'weekdays', times: ['09:00'] }],
  ['every Monday to Sunday at 7:05', { kind: 'daily', times: ['07:05'] }],
  ['0 0,12 * * *', { kind: 'daily', times: ['00:00', '12:00'] }],
  ['0 */12 * * *', { kind: 'hours', by: 12, minute: 0 }],
  ['@daily', { kind: 'daily', times: ['00:00'] }],
  ['@hourly', { kind: 'hours', by: 1, minute: 0 }],
  ['0 30 8,17 * * *', { kind: 'daily', times: ['08:30', '17:30'] }],
  ['0 6 1,L * *', { kind: 'monthly', dates: [1], last: true, times: ['06:00'] }],
  ['0 */5 * * *', { kind: 'daily', times: ['00:00', '05:00', '10:00', '15:00', '20:00'] }],
  ['0 9 * * 7', { kind: 'weekly', days: [0], times: ['09:00'] }],
])('%s is in parts', (text, parts) => {
  expect(plainOf(readSchedule(text))).toEqual(parts)
})

test.each([
  ...['0 9 * 6 *', '15 0 9 * * *', '0 9 15W * *', '0 9 LW * *', '0 9 * * 1#2', '0 9 1 * 1', '0 9 1 * +1'],
  ...['*/15 * * * 1-5', '5-59/10 * * * *', '*/30 * * * * *', '*/5 9-17 * * *'],
  ...['every 30 minutes from 9:00 to 17:00', 'on the first monday of every month at 9:00'],
])('%s says more than parts can', (text) => {
  expect(plainOf(readSchedule(text))).toBeNull()
})

test.each<PlainSchedule>([
  { kind: 'daily', times: [] },
  { kind: 'weekly', days: [], times: ['09:00'] },
  { kind: 'monthly', dates: [], last: false, times: ['09:00'] },
])('what is not whole yet has no words: %j', (one) => {
  expect(plainWords(one)).toBeUndefined()
})
