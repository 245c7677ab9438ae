import { expect, test } from 'vitest'
import { pageFrom, rowsIn } from './use-rows.ts'

test('rows are those of a list or the fields of an object; nothing else has any', () => {
  expect(rowsIn([1, 'two'])).toEqual([{ value: 1 }, { value: 'two' }])
  expect(rowsIn({ a: 1 })).toEqual([{ key: 'a', value: 1 }])
  for (const plain of [3, 'text', null, true, undefined]) expect(rowsIn(plain)).toEqual([])
})

test('far rows are asked for by pages, and never those that are known', () => {
  expect(pageFrom(0, 40)).toBe(40)
  expect(pageFrom(130, 40)).toBe(100)
  expect(pageFrom(199, 40)).toBe(100)
  expect(pageFrom(200, 40)).toBe(200)
})
