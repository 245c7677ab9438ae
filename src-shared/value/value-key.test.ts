import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Json, sameJson } from '#shared/flow'
import { keyOf } from './value-key.ts'

test('values have one key exactly when they are the same', () => {
  const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(keyOf(a) === keyOf(b)).toBe(sameJson(a, b))
    }),
  )
  expect(keyOf({ a: 1, b: [2, { d: 3, c: null }] })).toBe(keyOf({ b: [2, { c: null, d: 3 }], a: 1 }))
  expect(keyOf('1')).not.toBe(keyOf(1))
  expect(keyOf(undefined)).toBe(keyOf(null))
})
