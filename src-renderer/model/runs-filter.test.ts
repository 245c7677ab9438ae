import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RunSummary } from '#shared/run'
import {
  askedFor,
  filterFrom,
  fitsFilter,
  momentsOf,
  NO_FILTER,
  queryOf,
  RUN_RESULTS,
  type RunsFilter,
  START_KINDS,
} from './runs-filter.ts'

const at = (day: number, hour = 0) => new Date(2026, 4, day, hour).getTime()
const NOW = at(20, 15)
const run = (change: Partial<RunSummary>): RunSummary => ({
  ...{ id: 'r', flowId: 'flw', flowName: 'Sort', versionId: 'v', status: 'failed', queuedAt: at(20, 9) },
  ...{ startedAt: null, endedAt: null, durationMs: null, steps: 0 },
  trigger: { type: 'start/every', block: 'b1', at: 0, value: null },
  ...change,
})

describe('the filters of the history', () => {
  test('come back from the address as they were', () => {
    const filter: fc.Arbitrary<RunsFilter> = fc.record({
      flow: fc.string({ maxLength: 20 }),
      result: fc.constantFrom('' as const, ...RUN_RESULTS),
      start: fc.constantFrom('' as const, ...START_KINDS),
      time: fc.constantFrom(
        '',
        'today',
        '7d',
        '2026-05-01..2026-05-03',
        '..2026-05-03',
        '2026-05-01..',
        '..',
      ),
      text: fc.string({ unit: 'grapheme', maxLength: 20 }),
    })
    fc.assert(
      fc.property(filter, (one) => {
        expect(filterFrom(queryOf(one))).toEqual(one)
      }),
    )
    expect(queryOf(NO_FILTER)).toBe('')
  })

  test('that an address makes up are left out', () => {
    expect(filterFrom('result=great&start=magic&time=now&flow=flw_1&x=y')).toEqual({
      ...NO_FILTER,
      flow: 'flw_1',
    })
  })

  test('mean days of this zone', () => {
    expect(momentsOf('today', NOW)).toEqual({ since: at(20) })
    expect(momentsOf('7d', NOW)).toEqual({ since: at(14) })
    expect(momentsOf('2026-05-01..2026-05-03', NOW)).toEqual({ since: at(1), until: at(4) })
    expect(momentsOf('..2026-05-03', NOW)).toEqual({ until: at(4) })
    expect(momentsOf('..', NOW)).toEqual({})
    expect(momentsOf('', NOW)).toEqual({})
  })

  test('are asked for as the history understands them, and hold for news in the same way', () => {
    const filter: RunsFilter = { flow: 'flw', result: 'failed', start: 'schedule', time: 'today', text: 'x' }
    expect(askedFor(filter, NOW)).toEqual({
      ...{ flow: 'flw', status: 'failed', startedBy: 'start/schedule,start/every', since: at(20), text: 'x' },
    })
    const fits = (change: Partial<RunSummary>) => fitsFilter(run(change), filter, NOW)
    expect(fits({})).toBe(true)
    for (const change of [
      { flowId: 'other' },
      { status: 'succeeded' as const },
      { trigger: { type: 'start/webhook', block: 'b1', at: 0, value: null } },
      { queuedAt: at(19, 23) },
    ])
      expect([change, fits(change)]).toEqual([change, false])
    expect(fitsFilter(run({ queuedAt: at(4) }), { ...NO_FILTER, time: '..2026-05-03' }, NOW)).toBe(false)
  })

  test('tell dead letters from what only failed', () => {
    const filter = { ...NO_FILTER, result: 'dead' as const }
    expect(askedFor(filter, NOW)).toEqual({ dead: true })
    expect(fitsFilter(run({ letter: 'dead' }), filter, NOW)).toBe(true)
    expect(fitsFilter(run({ letter: 'dismissed' }), filter, NOW)).toBe(false)
    expect(fitsFilter(run({}), filter, NOW)).toBe(false)
  })
})
