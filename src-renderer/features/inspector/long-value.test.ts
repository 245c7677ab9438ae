import { expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { isLongValue } from './long-value.ts'

const words = 'word '.repeat(20)

test.each<[Json, boolean]>([
  [7, false],
  [null, false],
  ['', false],
  ['Hello', false],
  [words, false],
  [words + words, true],
  ['1\n2\n3\n4\n5', false],
  ['1\n2\n3\n4\n5\n6', true],
  ['\n\n\n\n\n\n', true],
  [[], false],
  [{}, false],
  [[1, 2, 3], false],
  [[1, 2, 3, 4], true],
  [{ name: 'Ada', born: 1815 }, false],
  [{ name: words }, true],
  [[[1]], false],
  [[[[1]]], true],
])('%j takes more than a row of a form: %s', (value, long) => {
  expect(isLongValue(value)).toBe(long)
})

test('no more of a large value is looked at than must be', () => {
  let looked = 0
  const rows = new Proxy(
    Array.from({ length: 100_000 }, (_, i) => i),
    {
      get(rows, key) {
        if (/^\d+$/.test(String(key))) looked += 1
        return Reflect.get(rows, key)
      },
    },
  )
  expect(isLongValue(rows)).toBe(true)
  expect(looked).toBeLessThan(10)
})
