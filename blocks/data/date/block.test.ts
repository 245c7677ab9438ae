import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { date as declaration } from './block.ts'

const date = '{{ input }}'
const zone = 'Europe/Berlin'

describeBlock(declaration, import.meta.dirname, ({ output, failure, fixture }) => {
  test.each([
    ['2026-11-23', '2026-11-22T23:00:00.000Z'],
    ['2026-11-23T10:00', '2026-11-23T09:00:00.000Z'],
    ['2026-11-23T10:00:00+05:30', '2026-11-23T04:30:00.000Z'],
    ['Mon, 23 Nov 2026 10:00:00 GMT', '2026-11-23T10:00:00.000Z'],
    ['2026-11-23 10:00:00', '2026-11-23T09:00:00.000Z'],
    [0, '1970-01-01T00:00:00.000Z'],
    [{ year: 2026, month: 2, day: 28, hour: 1 }, '2026-02-28T00:00:00.000Z'],
    [{ year: 2026 }, '2025-12-31T23:00:00.000Z'],
  ])('reads %j', async (given, read) => {
    expect(await output({ do: 'make', date, zone }, given)).toBe(read)
  })

  test.each([
    ['23.11.2026', 'dd.MM.yyyy', {}, '2026-11-22T23:00:00.000Z'],
    ['11/2/2026 3:05 PM', 'M/d/yyyy h:mm a', {}, '2026-11-02T14:05:00.000Z'],
    ['23. November 2026', 'd. MMMM yyyy', { locale: 'de' }, '2026-11-22T23:00:00.000Z'],
    ['3 août 2026', 'd MMMM yyyy', { locale: 'fr' }, '2026-08-02T22:00:00.000Z'],
  ])('reads %j as %s', async (given, reads, more, read) => {
    expect(await output({ do: 'make', date, zone, reads, ...more }, given)).toBe(read)
  })

  test('writes by a pattern, in a language, in a zone', async () => {
    expect((await fixture('invitation', { input: { at: '2026-11-23T18:30:00Z' } })).output).toBe(
      'Montag, 23. November 2026, 19:30',
    )
    expect(await output({ date, zone: 'UTC+2', pattern: "yyyy-MM-dd'T'HH:mm ZZ" }, '2026-11-23T23:00Z')).toBe(
      '2026-11-24T01:00 +02:00',
    )
    expect(await output({}, null)).toMatch(/^20\d\d-\d\d-\d\d$/)
  })

  test.each([null, ''])('does not take now for a date that is not there: %j', async (given) => {
    const wrong = { code: expect.stringMatching(/^(config\.required|data\.not-a-date)$/) }
    expect(await failure({ date: '{{ input.due }}' }, { due: given })).toMatchObject(wrong)
    const between = { do: 'difference', date: '2026-01-01', until: '{{ input.due }}' }
    expect(await failure(between, { due: given })).toMatchObject(wrong)
    expect(await failure(between, {})).toMatchObject(wrong)
  })

  test('moves by the calendar of the zone, and exactly by hours', async () => {
    const moved = (given: string, amount: number, unit: string) =>
      output({ do: 'shift', date, zone, amount, unit }, given)
    // clocks go forward on 29 March 2026
    expect(await moved('2026-03-28T12:00', 1, 'days')).toBe('2026-03-29T10:00:00.000Z')
    expect(await moved('2026-03-28T12:00', 24, 'hours')).toBe('2026-03-29T11:00:00.000Z')
    expect(await moved('2026-01-31T12:00', 1, 'months')).toBe('2026-02-28T11:00:00.000Z')
    expect(await moved('2024-02-29T12:00', -1, 'years')).toBe('2023-02-28T11:00:00.000Z')
    expect(await moved('2026-11-23T12:00', 2, 'quarters')).toBe('2027-05-23T10:00:00.000Z')
    expect(
      await failure({ do: 'shift', date, amount: 9_000_000, unit: 'years' }, '2026-01-01'),
    ).toMatchObject({
      code: 'data.date-out-of-range',
    })
  })

  test('finds the beginning and the end of what a moment is in', async () => {
    const found = (what: string, unit: string) =>
      output({ do: what, date, zone, unit }, '2026-11-25T10:20:30Z')
    expect(await found('start', 'weeks')).toBe('2026-11-22T23:00:00.000Z')
    expect(await found('start', 'quarters')).toBe('2026-09-30T22:00:00.000Z')
    expect(await found('end', 'months')).toBe('2026-11-30T22:59:59.999Z')
    expect(await found('start', 'hours')).toBe('2026-11-25T10:00:00.000Z')
  })

  test('takes a date apart, and makes one of the parts again', async () => {
    const parts = (await output(
      { do: 'parts', date, zone, locale: 'de' },
      '2026-11-25T10:20:30Z',
    )) as JsonObject
    expect(parts).toEqual({
      ...{ year: 2026, month: 11, day: 25, hour: 11, minute: 20, second: 30, millisecond: 0 },
      ...{ weekday: 3, weekdayName: 'Mittwoch', monthName: 'November', week: 48, weekYear: 2026, quarter: 4 },
      ...{ dayOfYear: 329, daysInMonth: 30, zone, offset: '+01:00', milliseconds: 1795602030000 },
      text: '2026-11-25T11:20:30.000+01:00',
    })
    expect(await output({ do: 'make', date, zone }, parts)).toBe('2026-11-25T10:20:30.000Z')
  })

  test('counts what is between two dates', async () => {
    const between = (from: string, to: string, unit: string, whole = true) =>
      output({ do: 'difference', date: from, until: to, unit, whole, zone })
    expect(await between('2026-03-28', '2026-03-30', 'days')).toBe(2)
    expect(await between('2026-03-28', '2026-03-30', 'hours')).toBe(47)
    // three months on from the 30th is the last day of February
    expect(await between('2025-11-30', '2026-02-28', 'months')).toBe(3)
    expect(await between('2025-11-30', '2026-02-27', 'months')).toBe(2)
    expect(await between('2026-11-23T12:00', '2026-11-22', 'days', false)).toBe(-1.5)
    expect(await between('2026-11-23T12:00', '2026-11-22', 'days')).toBe(-1)
    expect(await output({ do: 'difference', unit: 'seconds' })).toBe(0)
  })

  test.each([
    [{ do: 'make', date: 'soon' }, 'data.not-a-date', '"soon" is not a date.'],
    [
      { date: '31.02.2026', reads: 'dd.MM.yyyy' },
      'data.not-a-date',
      '"31.02.2026" is not a date of the form dd.MM.yyyy.',
    ],
    [{ date: [1] }, 'data.not-a-date', 'A date is a text or a number, but got a list of 1.'],
    [{ date: { year: 2026, month: 13 } }, 'data.not-a-date', '{"year":2026,"month":13} is no date.'],
    [
      { date: { year: '2026' } },
      'data.not-a-date',
      '"year" of a date is a whole number, but got the text "2026".',
    ],
    [{ date: {} }, 'data.not-a-date', '{} is no date.'],
    [{ date: 1e300 }, 'data.not-a-date', '1e+300 is no date.'],
    [{ do: 'difference', until: 'never' }, 'data.not-a-date', '"never" is not a date.'],
    [{ zone: 'Europe/Bernn' }, 'data.bad-zone', '"Europe/Bernn" is not a time zone.'],
    [{ locale: 'no language' }, 'data.bad-locale', '"no language" is not the tag of a language.'],
  ])('refuses %j', async (config, code, words) => {
    const error = await failure(config as JsonObject)
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
  })

  test('what was moved and moved back by exact units is where it was', async () => {
    const moment = fc.integer({ min: -62_000_000_000_000, max: 250_000_000_000_000 })
    const unit = fc.constantFrom('hours', 'minutes', 'seconds', 'milliseconds')
    await fc.assert(
      fc.asyncProperty(moment, unit, fc.integer({ min: -10_000, max: 10_000 }), async (at, by, amount) => {
        const there = await output({ do: 'shift', date, amount, unit: by, zone }, at)
        expect(await output({ do: 'shift', date, amount: -amount, unit: by, zone }, there)).toBe(
          new Date(at).toISOString(),
        )
        expect(await output({ do: 'difference', date: at, until: date, unit: by, zone }, there)).toBe(amount)
      }),
      { numRuns: 20 },
    )
  })
})
