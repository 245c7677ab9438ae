import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { inferType } from './infer-type.ts'

describe('the type of a value', () => {
  test.each<[Json, string]>([
    ['a', 'string'],
    [1, 'number'],
    [true, 'boolean'],
    [null, 'any'],
    [[], 'Array<any>'],
    [{}, 'Record<string, any>'],
    [[1, 'a', null], '(number | string | null)[]'],
    [{ name: 'Ada', 'full name': null }, '{ name: string; "full name": null }'],
    [[{ a: 1 }, { a: 'x', b: [true] }], 'Array<{ a: number | string; b?: Array<boolean> }>'],
  ])('of %j is %s', (value, type) => {
    expect(inferType(value)).toBe(type)
  })

  test('is any where nothing is known, and where it goes too deep', () => {
    expect(inferType(undefined)).toBe('any')
    let deep: Json = 1
    for (let i = 0; i < 40; i++) deep = { in: deep }
    expect(inferType(deep)).toMatch(/any( \})+$/)
  })

  test('stays short, however much there is', () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => ({ [`k${i}`]: i }))
    expect(inferType(rows).length).toBeLessThan(5000)
  })

  test('names every key of an object, quoted where it has to be', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer(), { maxKeys: 20 }), (object) => {
        const type = inferType(object)
        for (const key of Object.keys(object))
          expect(type.includes(`${key}: number`) || type.includes(`${JSON.stringify(key)}: number`)).toBe(
            true,
          )
      }),
    )
  })
})
