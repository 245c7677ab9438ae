import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonValue } from './json-value.ts'

const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('a value that leaves a block', () => {
  test('comes back as it is, not copied, when it is JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }).map(written), (value) => {
        expect(jsonValue(value)).toBe(value)
      }),
    )
  })
  test('is what the journal gives back, also where a number is negative zero', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(jsonValue(value)).toStrictEqual(written(value))
      }),
    )
    expect(jsonValue({ a: [1, -0], b: -0 })).toStrictEqual({ a: [1, 0], b: 0 })
  })
  test('loses undefined in objects, has null for it in lists, and ISO text for dates', () => {
    const list = [1]
    const made = jsonValue({ a: undefined, b: [undefined, 1], c: new Date(0), list })
    expect(made).toStrictEqual({ b: [null, 1], c: '1970-01-01T00:00:00.000Z', list: [1] })
    expect((made as { list: unknown }).list).toBe(list)
  })
  test.each([
    [{ a: [1, Number.NaN] }, '`value.a[1]` is NaN'],
    [{ f: () => 1 }, '`value.f` is a function'],
    [[1n], '`value[0]` is a bigint'],
    [{ m: new Map() }, '`value.m` is a Map'],
  ])('is refused with the place named: %o', (value, sentence) => {
    expect(() => jsonValue(value)).toThrow(sentence)
  })
  test('of more than 64 MB is refused', () => {
    const text = 'x'.repeat(1024 * 1024)
    expect(jsonValue(Array(60).fill(text))).toHaveLength(60)
    expect(() => jsonValue(Array(65).fill(text))).toThrow('64 MB')
  })
  test('that holds itself is refused', () => {
    const ring: Record<string, unknown> = {}
    ring.ring = ring
    expect(() => jsonValue(ring)).toThrow('holds itself')
  })
})
