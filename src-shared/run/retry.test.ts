import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeDice, stepSeed } from './dice.ts'
import { askedWait, retryWait, triesAgain } from './retry.ts'
import type { RetryPlan } from './run-state.ts'

const plan = (rest: Partial<RetryPlan>): RetryPlan => ({
  times: 3,
  waitMs: 1000,
  backoff: 'exponential',
  maxMs: 60_000,
  jitter: false,
  ...rest,
})
const waits = (rest: Partial<RetryPlan>, count: number) =>
  Array.from({ length: count }, (_, i) => retryWait(plan(rest), i + 1, () => 0.5))

describe('the wait before another attempt', () => {
  test('is fixed, linear or exponential', () => {
    expect(waits({ backoff: 'fixed' }, 3)).toEqual([1000, 1000, 1000])
    expect(waits({ backoff: 'linear' }, 3)).toEqual([1000, 2000, 3000])
    expect(waits({ backoff: 'exponential' }, 4)).toEqual([1000, 2000, 4000, 8000])
  })
  test('is capped, however many failures there were', () => {
    expect(retryWait(plan({}), 1_000_000, () => 0)).toBe(60_000)
  })
  test('has full jitter: anything from nothing to the whole wait', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 20 }), (seed, failures) => {
        const wait = retryWait(plan({ jitter: true }), failures, makeDice(seed))
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThan(Math.min(60_000, 1000 * 2 ** (failures - 1)) + 1)
      }),
    )
  })
  test('is never shorter than the other side asked for', () => {
    const asked = askedWait({ code: 'web.status', message: 'Busy.', details: { retryAfterMs: 90_000 } })
    expect(retryWait(plan({}), 1, () => 0, asked)).toBe(90_000)
    expect(askedWait({ code: 'x', message: 'x' })).toBe(0)
  })
})

test('only retryable errors are tried again, as often as the plan says', () => {
  const error = { code: 'x', message: 'x', retryable: true }
  expect([1, 2, 3, 4].map((failures) => triesAgain(plan({}), failures, error))).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(triesAgain(plan({}), 1, { code: 'x', message: 'x' })).toBe(false)
})

describe('dice', () => {
  test('fall the same way for the same seed, between 0 and 1', () => {
    const rolls = (seed: number) => Array.from({ length: 100 }, makeDice(seed))
    expect(rolls(7)).toEqual(rolls(7))
    expect(rolls(7)).not.toEqual(rolls(8))
    for (const roll of rolls(7)) expect(roll >= 0 && roll < 1).toBe(true)
  })
  test('of steps beside one another have seeds far apart', () => {
    const seeds = Array.from({ length: 10_000 }, (_, n) => stepSeed(42, n))
    expect(new Set(seeds).size).toBe(10_000)
  })
})
