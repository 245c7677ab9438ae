import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEdits, type FlowDocument, type Monitor } from '#shared/flow'
import {
  CARDS,
  dropMonitor,
  lookOf,
  looksFor,
  monitorBoxes,
  rangeOf,
  renameMonitor,
  withLook,
} from './monitor-edits.ts'

const flow = (monitors?: Record<string, Monitor>): FlowDocument => ({
  ...{ format: 1, name: 'Flow', blocks: [], links: [] },
  variables: [
    { name: 'count', value: 4 },
    { name: 'rows', value: [1, 2] },
  ],
  ...(monitors ? { monitors } : {}),
})

test('only looks that fit what is held are offered, and a chosen one that does not fit waits', () => {
  expect(looksFor(3)).toEqual(['value', 'slider'])
  expect(looksFor([3])).toEqual(['list', 'value'])
  expect(looksFor({ a: 3 })).toEqual(['list', 'value'])
  for (const plain of ['text', true, null, undefined]) expect(looksFor(plain)).toEqual(['value'])
  expect(lookOf({ look: 'slider' }, 3)).toBe('slider')
  expect(lookOf({ look: 'slider' }, 'three')).toBe('value')
  expect(lookOf({ look: 'slider' }, [3])).toBe('list')
  expect(lookOf({ look: 'value' }, [3])).toBe('value')
})

test('a renamed variable takes its monitor along as it is, and undo takes it back', () => {
  const before = flow({ count: { at: [8, 16], look: 'slider', min: 2 }, rows: { at: [0, 0] } })
  const { document, inverse } = applyEdits(before, renameMonitor(before, 'count', 'total'))
  expect(document.monitors).toEqual({ total: { at: [8, 16], look: 'slider', min: 2 }, rows: { at: [0, 0] } })
  expect(applyEdits(document, inverse).document).toEqual(before)
})

test('a rename never lays one monitor over another, and changes nothing where none is there', () => {
  const both = flow({ count: { at: [8, 16] }, rows: { at: [0, 0] } })
  expect(renameMonitor(both, 'count', 'rows')).toEqual([])
  expect(renameMonitor(both, 'count', 'count')).toEqual([])
  expect(renameMonitor(flow(), 'count', 'total')).toEqual([])
  expect(renameMonitor(flow({}), 'constructor', 'total')).toEqual([])
  expect(dropMonitor(flow(), 'count')).toEqual([])
})

test('cards lie where their monitors say, as large as their look asks', () => {
  const boxes = monitorBoxes(
    flow({ count: { at: [8, 16] }, rows: { at: [0, 0] }, gone: { at: [4, 4], size: [300, 10] } }),
  )
  expect(boxes).toEqual([
    { name: 'count', at: [8, 16], size: CARDS.value.size },
    { name: 'rows', at: [0, 0], size: CARDS.list.size },
    { name: 'gone', at: [4, 4], size: [300, CARDS.value.least[1]] },
  ])
})

test('a slider without ends of its own goes as far as its value asks', () => {
  expect(rangeOf({}, 5)).toEqual({ min: 0, max: 100, step: 1 })
  expect(rangeOf({}, 2500)).toEqual({ min: 0, max: 10_000, step: 1 })
  expect(rangeOf({}, -3)).toEqual({ min: -100, max: 100, step: 1 })
  expect(rangeOf({}, 0.25)).toEqual({ min: 0, max: 1, step: 0.01 })
  expect(rangeOf({ min: 1, max: 5, step: 0.5 }, 2)).toEqual({ min: 1, max: 5, step: 0.5 })
})

test('a slider always has somewhere to go: its own ends where they make a range, and the value within the others', () => {
  const end = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), {
    nil: undefined,
  })
  const value = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  fc.assert(
    fc.property(end, end, end, value, (min, max, step, value) => {
      const range = rangeOf({ min, max, step } as Pick<Monitor, 'min' | 'max' | 'step'>, value)
      expect(range.max).toBeGreaterThan(range.min)
      expect(range.step).toBeGreaterThan(0)
      if (min !== undefined) expect(range.min).toBe(min)
      if (max !== undefined && (min === undefined || min < max)) expect(range.max).toBe(max)
      if (min === undefined && max === undefined && Math.abs(value) < 1e300) {
        expect(range.min).toBeLessThanOrEqual(value)
        expect(range.max).toBeGreaterThanOrEqual(value)
      }
    }),
  )
})

test('a slider gets its ends written down, and another look leaves the size of the one before', () => {
  expect(withLook({ at: [0, 0], size: [300, 200] }, 'slider', 40)).toEqual({
    ...{ at: [0, 0], look: 'slider' },
    ...{ min: 0, max: 100, step: 1 },
  })
  expect(withLook({ at: [0, 0], look: 'slider', min: 1, max: 3, step: 1 }, 'value', 2)).toEqual({
    ...{ at: [0, 0], look: 'value' },
    ...{ min: 1, max: 3, step: 1 },
  })
})
