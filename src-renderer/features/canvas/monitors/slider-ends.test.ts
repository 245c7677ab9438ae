import { expect, test } from 'vitest'
import { wrongEnd } from './slider-ends.tsx'

test('the first line that makes no range is told', () => {
  expect(wrongEnd({ min: '0', max: '10', step: '0.5' })).toBe(null)
  expect(wrongEnd({ min: '-10', max: ' -1 ', step: '1' })).toBe(null)
  expect(wrongEnd({ min: '', max: '10', step: '1' })).toBe('min')
  expect(wrongEnd({ min: 'a', max: 'b', step: 'c' })).toBe('min')
  expect(wrongEnd({ min: '1', max: '1', step: '1' })).toBe('max')
  expect(wrongEnd({ min: '1', max: 'Infinity', step: '1' })).toBe('max')
  expect(wrongEnd({ min: '0', max: '10', step: '0' })).toBe('step')
  expect(wrongEnd({ min: '0', max: '10', step: '11' })).toBe('step')
})
