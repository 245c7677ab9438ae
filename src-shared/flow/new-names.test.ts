import { expect, test } from 'vitest'
import { newId, newName } from './new-names.ts'

test.each([
  [[], 'Wait', 'Wait'],
  [['Wait'], 'Wait', 'Wait 2'],
  [['Wait', 'Wait 2'], 'Wait', 'Wait 3'],
  [['Wait 2'], 'Wait 2', 'Wait 3'],
  [['2'], '2', '2 2'],
  [[], ' ', 'Block'],
])('among %j the name %j becomes %j', (taken, wanted, name) => {
  expect(newName(new Set(taken), wanted)).toBe(name)
})

test('an id is made again until nobody has it', () => {
  const ids = ['a', 'b', 'c']
  expect(newId(new Set(['a', 'b']), () => ids.shift() as string)).toBe('c')
  expect(() => newId(new Set(['a']), () => 'a')).toThrow('repeats itself')
})
