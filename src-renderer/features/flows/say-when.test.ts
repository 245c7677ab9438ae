import { describe, expect, test } from 'vitest'
import { sayWhen } from './say-when.ts'

const at = (text: string) => new Date(text).getTime()
const now = at('2026-03-29T09:00')

describe('saying when something was', () => {
  test('says today with the time', () => {
    expect(sayWhen(at('2026-03-29T00:05'), now)).toBe('Today, 00:05')
  })
  test('says yesterday by the calendar, not by 24 hours, and over a change of clocks', () => {
    expect(sayWhen(at('2026-03-28T00:05'), now)).toBe('Yesterday, 00:05')
    expect(sayWhen(at('2026-03-28T23:59'), now)).toBe('Yesterday, 23:59')
  })
  test('names the day before that, and the year when it is another', () => {
    expect(sayWhen(at('2026-03-27T23:59'), now)).toBe('Mar 27')
    expect(sayWhen(at('2025-12-31T12:00'), now)).toBe('Dec 31, 2025')
  })
})
