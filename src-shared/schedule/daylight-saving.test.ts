// Every change of the clocks from 2026 to 2030, as a table: what fires that night, in wall time and by the offset.
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { readSchedule } from './schedule.ts'
import { timesBetween } from './times-between.ts'

/** The day, and the wall times of one night: what a schedule does there. */
const said = (cron: string, zone: string, day: string): string[] => {
  const from = DateTime.fromISO(`${day}T00:00`, { zone }).toMillis() - 1
  const { times } = timesBetween(readSchedule(cron), zone, from, from + 7 * 3_600_000, 100)
  return times.map((time) => DateTime.fromMillis(time, { zone }).toFormat('HH:mm ZZ'))
}

describe.each([
  {
    zone: 'Europe/Berlin',
    forward: ['2026-03-29', '2027-03-28', '2028-03-26', '2029-03-25', '2030-03-31'],
    back: ['2026-10-25', '2027-10-31', '2028-10-29', '2029-10-28', '2030-10-27'],
    half: '30 2 * * *',
    gap: ['03:00 +02:00'],
    fold: ['02:30 +02:00'],
    hourly: [
      '00:00 +01:00',
      '01:00 +01:00',
      '03:00 +02:00',
      '04:00 +02:00',
      '05:00 +02:00',
      '06:00 +02:00',
      '07:00 +02:00',
    ],
    twice: [
      '00:00 +02:00',
      '01:00 +02:00',
      '02:00 +02:00',
      '02:00 +01:00',
      '03:00 +01:00',
      '04:00 +01:00',
      '05:00 +01:00',
    ],
  },
  {
    zone: 'America/New_York',
    forward: ['2026-03-08', '2027-03-14', '2028-03-12', '2029-03-11', '2030-03-10'],
    back: ['2026-11-01', '2027-11-07', '2028-11-05', '2029-11-04', '2030-11-03'],
    half: '30 1,2 * * *',
    gap: ['01:30 -05:00', '03:00 -04:00'],
    fold: ['01:30 -04:00', '02:30 -05:00'],
    hourly: [
      '00:00 -05:00',
      '01:00 -05:00',
      '03:00 -04:00',
      '04:00 -04:00',
      '05:00 -04:00',
      '06:00 -04:00',
      '07:00 -04:00',
    ],
    twice: [
      '00:00 -04:00',
      '01:00 -04:00',
      '01:00 -05:00',
      '02:00 -05:00',
      '03:00 -05:00',
      '04:00 -05:00',
      '05:00 -05:00',
    ],
  },
  {
    // half an hour: from 2:00 to 2:30, and from 2:00 back to 1:30
    zone: 'Australia/Lord_Howe',
    forward: ['2026-10-04', '2027-10-03', '2028-10-01', '2029-10-07', '2030-10-06'],
    back: ['2026-04-05', '2027-04-04', '2028-04-02', '2029-04-01', '2030-04-07'],
    half: '15,45 1,2 * * *',
    gap: ['01:15 +10:30', '01:45 +10:30', '02:30 +11:00', '02:45 +11:00'],
    fold: ['01:15 +11:00', '01:45 +11:00', '02:15 +10:30', '02:45 +10:30'],
    hourly: [
      '00:00 +10:30',
      '01:00 +10:30',
      '03:00 +11:00',
      '04:00 +11:00',
      '05:00 +11:00',
      '06:00 +11:00',
      '07:00 +11:00',
    ],
    twice: [
      '00:00 +11:00',
      '01:00 +11:00',
      '02:00 +10:30',
      '03:00 +10:30',
      '04:00 +10:30',
      '05:00 +10:30',
      '06:00 +10:30',
    ],
  },
])('in $zone', ({ zone, forward, back, half, gap, fold, hourly, twice }) => {
  test.each(forward)('on %s, when clocks go forward, what is left out fires once', (day) => {
    expect(said(half, zone, day)).toEqual(gap)
    expect(said('0 * * * *', zone, day)).toEqual(hourly.filter((_, i) => i < 7))
  })

  test.each(back)('on %s, when clocks go back, what comes twice fires once, unless time goes on', (day) => {
    expect(said(half, zone, day)).toEqual(fold)
    expect(said('0 * * * *', zone, day)).toEqual(twice)
  })

  test.each(forward)('on %s several that are left out fire once together', (day) => {
    expect(said('*/10 2 * * *', zone, day).slice(0, 1)).toEqual([gap.find((time) => time >= '02')])
    expect(said('0,5,10 2 * * *', zone, day)).toHaveLength(1)
    // not besides the one that is due at the minute they move to
    const moved = zone === 'Australia/Lord_Howe' ? '0,30 2 * * *' : '0 2,3 * * *'
    expect(said(moved, zone, day)).toHaveLength(1)
  })
})

test('in Asia/Kolkata nothing ever changes', () => {
  for (let year = 2026; year <= 2030; year++) {
    const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)]
    const days = (to - from) / 86_400_000
    expect(timesBetween(readSchedule('30 2 * * *'), 'Asia/Kolkata', from, to, 0).count).toBe(days)
    expect(timesBetween(readSchedule('*/15 * * * *'), 'Asia/Kolkata', from, to, 0).count).toBe(days * 96)
  }
})

test('29 February is due in leap years, over 2100 too', () => {
  const years = timesBetween(
    readSchedule('0 12 29 2 *'),
    'Europe/Berlin',
    Date.UTC(2026),
    Date.UTC(2110),
    100,
  )
  expect(years.count).toBe(20)
  expect(new Date(years.times[0] as number).toISOString()).toBe('2028-02-29T11:00:00.000Z')
  expect(years.times.map((time) => new Date(time).getUTCFullYear())).not.toContain(2100)
})

test('a day that a zone left out fires when it is over, and one midnight that is not there does too', () => {
  // Samoa had no 30 December 2011
  const apia = timesBetween(
    readSchedule('0 9 * * *'),
    'Pacific/Apia',
    Date.parse('2011-12-29T12:00Z'),
    Date.parse('2011-12-31T12:00Z'),
    9,
  )
  expect(apia.times.map((time) => new Date(time).toISOString())).toEqual([
    '2011-12-29T19:00:00.000Z',
    '2011-12-30T10:00:00.000Z',
    '2011-12-30T19:00:00.000Z',
  ])
  expect(said('0 0 * * *', 'Asia/Beirut', '2026-03-29')).toEqual(['01:00 +03:00'])
  expect(said('@daily', 'America/Sao_Paulo', '2018-11-04')).toEqual(['01:00 -02:00'])
})
