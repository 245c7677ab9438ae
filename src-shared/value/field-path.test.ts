import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { fieldReader, parsePath, readPath } from './field-path.ts'

describe('the way to a field', () => {
  test.each([
    ['a', ['a']],
    ['address.city', ['address', 'city']],
    ['lines[0].price', ['lines', 0, 'price']],
    ['lines.0.price', ['lines', '0', 'price']],
    ['["odd.name"].b', ['odd.name', 'b']],
    [`a['x y'][3]`, ['a', 'x y', 3]],
    ['["say \\"hi\\""]', ['say "hi"']],
    ['two words.ä', ['two words', 'ä']],
  ])('reads %s', (text, path) => {
    expect(parsePath(text, 'by')).toEqual(path)
  })

  test.each([
    '',
    '.a',
    'a.',
    'a..b',
    'a[',
    'a]',
    'a[x]',
    'a[0]b',
    'a.[0]',
    '__proto__',
    'a.constructor.b',
    'a["prototype"]',
  ])('refuses %j', (text) => {
    expect(() => parsePath(text, 'by')).toThrow(
      expect.objectContaining({ code: 'data.bad-field-name', details: { field: 'by' } }),
    )
  })

  test('refuses a way of a million names without going so deep', () => {
    expect(() => parsePath('a.'.repeat(1_000_000), 'by')).toThrow('is not a name')
  })

  test('leads to what is there, and to nothing where nothing is', () => {
    const value = { a: [{ b: 1 }, null], '5': 'five', t: 'text' }
    const read = (text: string) => readPath(value, parsePath(text, 'by'))
    expect(
      ['a[0].b', 'a.0.b', '5', 'a[1]', 'a[2].b', 'a.length', 't.0', 'toString', 'a[1].b'].map(read),
    ).toEqual([...[1, 1, 'five', null], ...[undefined, undefined, undefined, undefined, undefined]])
  })

  test('leads to every value of any value', () => {
    const names = fc
      .string({ minLength: 1 })
      .filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name))
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.integer(),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(names, tie('any'), { maxKeys: 3 }),
      ),
    })).any
    const check = (whole: Json, held: unknown, way: string): void => {
      if (way !== '') expect(readPath(whole, parsePath(way, 'by'))).toBe(held)
      if (Array.isArray(held)) for (const [i, one] of held.entries()) check(whole, one, `${way}[${i}]`)
      else if (typeof held === 'object')
        for (const [name, one] of Object.entries(held as object))
          check(whole, one, `${way}[${JSON.stringify(name)}]`)
    }
    fc.assert(fc.property(value, (whole) => void check(whole as Json, whole, '')))
  })

  test('prefers a field that has the whole text for its name', () => {
    const price = fieldReader('Price (incl. VAT)', 'by')
    expect(price({ 'Price (incl. VAT)': 3 })).toBe(3)
    expect(price({ 'Price (incl': { ' VAT)': 4 } })).toBe(4)
    expect(price('text')).toBeUndefined()
    const odd = fieldReader('a..b', 'by')
    expect(odd({ 'a..b': 1 })).toBe(1)
    expect(() => odd({})).toThrow('"a..b" is not a name')
  })
})
