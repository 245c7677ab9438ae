import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { pointInTime } from './point-in-time.ts'

const BERLIN = 'Europe/Berlin'
const at = (iso: string) => DateTime.fromISO(iso, { zone: BERLIN }).toMillis()
const said = (ms: number | null) => (ms === null ? null : DateTime.fromMillis(ms, { zone: BERLIN }).toISO())

describe('a point in time', () => {
  test.each([
    ['18:30', '2026-11-26T12:00', '2026-11-26T18:30:00.000+01:00'],
    ['9:05', '2026-11-26T12:00', '2026-11-27T09:05:00.000+01:00'],
    ['12:00:00', '2026-11-26T12:00', '2026-11-27T12:00:00.000+01:00'],
    ['2026-12-24', '2026-11-26T12:00', '2026-12-24T00:00:00.000+01:00'],
    ['2026-12-24 18:00', '2026-11-26T12:00', '2026-12-24T18:00:00.000+01:00'],
    ['2026-12-24T18:00', '2026-11-26T12:00', '2026-12-24T18:00:00.000+01:00'],
    ['2026-12-24T18:00:00Z', '2026-11-26T12:00', '2026-12-24T19:00:00.000+01:00'],
    // clocks go forward from 2:00 to 3:00 that night, and back from 3:00 to 2:00 that other one
    ['2:30', '2026-03-28T23:00', '2026-03-29T03:30:00.000+02:00'],
    ['12:00', '2026-03-28T13:00', '2026-03-29T12:00:00.000+02:00'],
    ['12:00', '2026-10-24T13:00', '2026-10-25T12:00:00.000+01:00'],
  ])('%s, said at %s, is %s', (written, now, then) => {
    expect(said(pointInTime(written, at(now), BERLIN))).toBe(then)
  })

  test.each(['soon', '25:00', '9:60', '2026-02-30', '', '9'])('is not "%s"', (written) => {
    expect(pointInTime(written, at('2026-11-26T12:00'), BERLIN)).toBeNull()
  })

  test('that is a time of day is always after now, and at most a day and an hour away', () => {
    const zone = fc.constantFrom(BERLIN, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC')
    const now = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2030, 0) })
    fc.assert(
      fc.property(zone, now, fc.nat({ max: 1439 }), (name, ms, minutes) => {
        const written = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
        const then = pointInTime(written, ms, name) as number
        expect(then).toBeGreaterThan(ms)
        expect(then - ms).toBeLessThanOrEqual(25 * 3_600_000)
      }),
    )
  })
})
