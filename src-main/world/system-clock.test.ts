import { afterEach, expect, test, vi } from 'vitest'
import { systemClock } from './system-clock.ts'
import { systemDice } from './system-dice.ts'

afterEach(() => void vi.useRealTimers())

test('a timer longer than 24.8 days does not go off at once, and goes off in the end', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
  const days = (count: number) => count * 86_400_000
  let rang = 0
  systemClock.after(days(60), () => rang++)
  vi.advanceTimersByTime(days(59))
  expect(rang).toBe(0)
  vi.advanceTimersByTime(days(1))
  expect(rang).toBe(1)
})

test('a timer that was cancelled stays silent, also after its first stretch', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
  let rang = 0
  const cancel = systemClock.after(86_400_000 * 40, () => rang++)
  vi.advanceTimersByTime(86_400_000 * 30)
  cancel()
  vi.advanceTimersByTime(86_400_000 * 30)
  expect(rang).toBe(0)
})

test('the clock goes on, and seeds are whole numbers of 32 bits that differ', () => {
  const before = systemClock.monotonic()
  expect(systemClock.monotonic()).toBeGreaterThanOrEqual(before)
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000)
  const seeds = Array.from({ length: 20 }, () => systemDice.seed())
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true)
  expect(new Set(seeds).size).toBeGreaterThan(15)
})
