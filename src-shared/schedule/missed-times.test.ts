import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { everyBetween, nextEvery, withJitter } from './every-times.ts'
import { type CatchUp, MOST_CAUGHT_UP, missedOf } from './missed-times.ts'
import { nextTime } from './next-time.ts'
import { readSchedule } from './schedule.ts'
import { timesBetween } from './times-between.ts'

const HOUR = 3_600_000
const at = (text: string) => Date.parse(text)
const night = { from: at('2026-11-26T22:00Z'), now: at('2026-11-27T07:30Z') }
const missed = (rule: CatchUp, now = night.now, grace = 60_000) => {
  const dues = timesBetween(readSchedule('@hourly'), 'UTC', night.from, now, MOST_CAUGHT_UP)
  return missedOf({ dues, rule, now, grace })
}

describe('after a night with nine due times', () => {
  test('latest starts one run, which says how many were missed before it', () => {
    expect(missed('latest')).toEqual({ starts: [{ due: at('2026-11-27T07:00Z'), missed: 8 }], letGo: 8 })
  })

  test('all starts one for each, the oldest first', () => {
    const { starts, letGo } = missed('all')
    expect(letGo).toBe(0)
    expect(starts).toEqual(
      Array.from({ length: 9 }, (_, i) => ({ due: night.from + (i + 1) * HOUR, missed: 0 })),
    )
  })

  test('none starts nothing, but what is due just now', () => {
    expect(missed('none')).toEqual({ starts: [], letGo: 9 })
    const now = at('2026-11-27T07:00:05Z')
    expect(missed('none', now)).toEqual({ starts: [{ due: at('2026-11-27T07:00Z'), missed: 8 }], letGo: 8 })
  })
})

test('all makes up for the newest hundred, and the oldest of them says how many were let go', () => {
  const dues = timesBetween(readSchedule('* * * * *'), 'UTC', night.from, night.now, MOST_CAUGHT_UP)
  const { starts, letGo } = missedOf({ dues, rule: 'all', now: night.now, grace: 0 })
  expect(starts).toHaveLength(100)
  expect(starts[0]).toEqual({ due: night.now - 99 * 60_000, missed: 570 - 100 })
  expect(starts.at(-1)).toEqual({ due: night.now, missed: 0 })
  expect(letGo).toBe(470)
})

const rule = fc.constantFrom<CatchUp>('latest', 'all', 'none')

test('each due time either starts or is counted as missed, once, however often one looks', () => {
  const looks = fc.array(fc.integer({ min: 1, max: 30 * HOUR }), { minLength: 1, maxLength: 12 })
  const crons = fc.constantFrom('*/5 * * * *', '0 2,3 * * *', '30 * * * *', '15 1-4 * * *', '0 0 * * *')
  const begin = at('2026-03-28T00:00Z')
  fc.assert(
    fc.property(crons, rule, looks, (cron, how, waits) => {
      const schedule = readSchedule(cron)
      const zone = 'Europe/Berlin'
      let last = begin
      const started: number[] = []
      let count = 0
      for (const wait of waits) {
        const now = last + wait
        const dues = timesBetween(schedule, zone, last, now, MOST_CAUGHT_UP)
        const { starts, letGo } = missedOf({ dues, rule: how, now, grace: 0 })
        started.push(...starts.map(({ due }) => due))
        count += starts.length + letGo
        expect(starts.reduce((all, one) => all + one.missed, 0)).toBe(starts.length > 0 ? letGo : 0)
        last = now
      }
      expect(started).toEqual([...new Set(started)].sort((a, b) => a - b))
      expect(count).toBe(timesBetween(schedule, zone, begin, last, 0).count)
      for (const due of started) expect(nextTime(schedule, zone, due - 1)).toBe(due)
    }),
    { numRuns: 300 },
  )
})

describe('an interval', () => {
  const interval = fc.record({
    anchor: fc.integer({ min: 0, max: 2e12 }),
    every: fc.integer({ min: 1000, max: 40 * 24 * HOUR }),
  })
  const span = fc.integer({ min: -1e10, max: 1e11 })

  test('is due at whole intervals from its anchor, and never drifts', () => {
    fc.assert(
      fc.property(interval, span, (one, later) => {
        const after = one.anchor + later
        const next = nextEvery(one, after)
        expect((next - one.anchor) % one.every).toBe(0)
        expect(next).toBeGreaterThan(Math.max(after, one.anchor))
        expect(next - Math.max(after, one.anchor)).toBeLessThanOrEqual(one.every)
        // the due time it had is as good an anchor
        expect(nextEvery({ ...one, anchor: next }, next)).toBe(nextEvery(one, next))
      }),
    )
  })

  test('counts what was missed, and names the newest', () => {
    fc.assert(
      fc.property(interval, span, fc.nat({ max: 1e11 }), fc.nat({ max: 20 }), (one, later, long, limit) => {
        const after = one.anchor + later
        const { count, times } = everyBetween(one, after, after + long, limit)
        expect(times).toHaveLength(Math.min(count, limit))
        for (const [i, time] of times.entries()) {
          expect(time).toBeGreaterThan(after)
          expect(time).toBeLessThanOrEqual(after + long)
          expect(time - (times[i - 1] ?? time - one.every)).toBe(one.every)
        }
        const first = nextEvery(one, after)
        expect(count).toBe(first > after + long ? 0 : Math.floor((after + long - first) / one.every) + 1)
      }),
    )
  })

  test('jitters by up to what is given, itself included', () => {
    expect(withJitter(1000, 500, 0)).toBe(1000)
    expect(withJitter(1000, 500, 0.999_999)).toBe(1500)
    expect(withJitter(1000, 0, 0.9)).toBe(1000)
  })
})
