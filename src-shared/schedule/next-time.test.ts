import { expect, test } from 'vitest'
import { nextTime, nextTimes } from './next-time.ts'
import { readSchedule } from './schedule.ts'
import { timesBetween } from './times-between.ts'

const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString())

test('a pattern is due when its wall time comes, in its zone', () => {
  const after = Date.parse('2026-11-26T12:00Z')
  expect(iso(nextTimes(readSchedule('0 9 * * 1-5'), 'Europe/Berlin', after, 3))).toEqual([
    '2026-11-27T08:00:00.000Z',
    '2026-11-30T08:00:00.000Z',
    '2026-12-01T08:00:00.000Z',
  ])
  expect(nextTime(readSchedule('@hourly'), 'Asia/Kolkata', after)).toBe(Date.parse('2026-11-26T12:30Z'))
})

test('a month of seconds is counted, and its newest are named', () => {
  const [after, upTo] = [Date.parse('2026-03-01T00:00Z'), Date.parse('2026-04-01T00:00Z')]
  const { count, times } = timesBetween(readSchedule('* * * * * *'), 'Europe/Berlin', after, upTo, 3)
  expect(count).toBe(31 * 86_400)
  expect(times).toEqual([upTo - 2000, upTo - 1000, upTo])
})
