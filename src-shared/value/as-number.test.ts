import { expect, test } from 'vitest'
import { asNumber } from './as-number.ts'

test('numbers are numbers, also as texts the way JSON writes them', () => {
  expect([1, '1', ' -2.5e3 ', '0'].map(asNumber)).toEqual([1, 1, -2500, 0])
  expect(['', '01', '1,5', '0x10', 'Infinity', '1e999', null, true, [1], undefined].map(asNumber)).toEqual(
    Array(10).fill(undefined),
  )
})
