import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { kindOfValue } from '../../../ui/value-tree/value-words.ts'
import { asKind, doubleNames, mapOf, rowsOf, VALUE_KINDS } from './value-kinds.ts'

describe('a value of another kind', () => {
  test('is of that kind, whatever it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...VALUE_KINDS), (value, kind) => {
        expect(kindOfValue(asKind(value as Json, kind))).toBe(kind)
      }),
    )
  })
  test('stays as it is where it is of that kind already', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(asKind(value as Json, kindOfValue(value as Json))).toEqual(value)
      }),
    )
  })
  test.each([
    ['12', 'number', 12],
    ['x', 'number', 0],
    [5, 'text', '5'],
    ['a', 'list', ['a']],
    ['', 'list', []],
    ['true', 'yesNo', true],
  ] as const)('%j as %s is %j', (value, kind, made) => {
    expect(asKind(value, kind)).toEqual(made)
  })
})

describe('rows of names and values', () => {
  test('stand for the object they came from', () => {
    const names = fc.string({ minLength: 1 }).filter((name) => name !== '__proto__')
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue(), { noNullPrototype: true }), (map) => {
        expect(mapOf(rowsOf(map as Json))).toEqual(map)
      }),
    )
  })
  test('are not stored while two have one name, and leave out those without', () => {
    const twice = [
      { name: 'a', value: 1 },
      { name: 'a', value: 2 },
    ]
    expect(mapOf(twice)).toBeUndefined()
    expect([...doubleNames(twice)]).toEqual(['a'])
    expect(mapOf([{ name: '', value: 1 }])).toEqual({})
  })
})
