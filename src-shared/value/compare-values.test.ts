import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { compareTexts, compareValues, type TextOrder } from './compare-values.ts'

const sorted = (values: Json[], order: TextOrder = 'alphabet', locale = 'en') =>
  [...values].sort((a, b) => compareValues(a, b, compareTexts(order, locale)))
const anything = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>

describe('the order of values', () => {
  test('puts numbers before texts, true and false, lists, objects, and nothing at the end', () => {
    expect(sorted([null, { a: 1 }, [1], true, 'b', 10, false, 'a', 9])).toEqual([
      9,
      10,
      'a',
      'b',
      false,
      true,
      [1],
      { a: 1 },
      null,
    ])
  })

  test('knows three orders of texts', () => {
    const texts = ['file 10', 'Zebra', 'file 2', 'äpfel', 'apple', 'Apple']
    expect(sorted(texts)).toEqual(
      ['äpfel', 'apple', 'Apple', 'file 10', 'file 2', 'Zebra'].sort(compareTexts('alphabet', 'en')),
    )
    expect(sorted(texts, 'natural').slice(3)).toEqual(['file 2', 'file 10', 'Zebra'])
    expect(sorted(texts, 'exact')).toEqual(['Apple', 'Zebra', 'apple', 'file 10', 'file 2', 'äpfel'])
    expect(sorted(['z', 'ä', 'a'], 'alphabet', 'de')).toEqual(['a', 'ä', 'z'])
    expect(sorted(['z', 'ä', 'a'], 'alphabet', 'sv')).toEqual(['a', 'z', 'ä'])
  })

  test('goes through lists item by item', () => {
    expect(sorted([[2], [1, 'b'], [1], [1, 'a']])).toEqual([[1], [1, 'a'], [1, 'b'], [2]])
  })

  test('is an order: what is before is not behind, and before goes on', () => {
    const compare = (a: Json, b: Json) => Math.sign(compareValues(a, b, compareTexts('natural', 'en')))
    fc.assert(
      fc.property(anything, anything, anything, (a, b, c) => {
        expect(compare(a, a)).toBe(0)
        expect(compare(a, b) + compare(b, a)).toBe(0)
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })
})
