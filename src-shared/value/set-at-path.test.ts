import fc from 'fast-check'
import { expect, test } from 'vitest'
import { setAtPath } from './set-at-path.ts'

test('a path never reaches a prototype', () => {
  for (const path of ['__proto__.x', 'a.constructor.prototype.x', 'a.prototype'])
    expect(() => setAtPath({}, path, 1, 'fields')).toThrow('is not a name a field can have')
  expect(setAtPath({}, 'toString.x', 1, 'fields')).toEqual({ toString: { x: 1 } })
  expect(({} as { x?: number }).x).toBeUndefined()
})

test('what is missing on the way is made: objects, and lists where a place stands in brackets', () => {
  expect(setAtPath({}, 'a.b', 1, 'fields')).toEqual({ a: { b: 1 } })
  expect(setAtPath({}, 'a[0].b', 1, 'fields')).toEqual({ a: [{ b: 1 }] })
  expect(setAtPath({ a: [1] }, 'a[1]', 2, 'fields')).toEqual({ a: [1, 2] })
  expect(() => setAtPath({ a: [1] }, 'a[2]', 2, 'fields')).toThrow('"a" is a list of 1')
})

test('setting a path changes nothing else, and not the old object', () => {
  const name = fc.constantFrom('a', 'b', 'c')
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, fc.integer(), fc.dictionary(name, tie('any'), { maxKeys: 3 })),
  })).any
  fc.assert(
    fc.property(
      fc.dictionary(name, value),
      fc.array(name, { minLength: 1, maxLength: 3 }),
      (object, names) => {
        const before = structuredClone(object)
        let set: unknown
        try {
          set = setAtPath(object as never, names.join('.'), 'set', 'fields')
        } catch {
          return // the way led through a number
        }
        expect(object).toEqual(before)
        expect(names.reduce((held, one) => (held as Record<string, unknown>)[one], set)).toBe('set')
        const [first] = names
        const rest = (all: object) => Object.entries(all).filter(([key]) => key !== first)
        expect(rest(set as object)).toEqual(rest(before))
      },
    ),
  )
})
