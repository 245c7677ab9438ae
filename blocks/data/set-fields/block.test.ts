import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { setFields } from './block.ts'
import { setAtPath } from './set-at-path.ts'

describeBlock(setFields, import.meta.dirname, ({ output, failure, fixture }) => {
  test('sets fields by path and keeps the others', async () => {
    const input = { name: 'Ada', address: { zip: '3000' } }
    expect((await fixture('address', { input })).output).toEqual({
      name: 'Ada',
      address: { zip: '3000', city: 'Bern' },
      greeting: 'Hello Ada',
    })
  })

  test('reaches into lists, and adds right after their end', async () => {
    const fields = { 'items.0.done': true, 'items.1': 'new' }
    expect(await output({ fields }, { items: [{ name: 'a' }] })).toEqual({
      items: [{ name: 'a', done: true }, 'new'],
    })
  })

  test('makes a new object of nothing', async () => {
    expect(await output({ fields: { a: 1 } }, null)).toEqual({ a: 1 })
  })

  test.each([
    [{ a: 1 }, 'a text', 'data.not-an-object', 'the text "a text" arrived'],
    [{ 'a.b': 1 }, { a: 'text' }, 'data.no-fields-here', '"a" is the text "text"'],
    [{ 'a.5': 1 }, { a: [] }, 'data.no-fields-here', '"a" is an empty list'],
    [{ 'a..b': 1 }, {}, 'data.bad-field-name', '"a..b"'],
  ])('refuses %j in %j', async (fields, input, code, words) => {
    const error = await failure({ fields }, input)
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
  })
})

test('a path never reaches a prototype', () => {
  for (const path of ['__proto__.x', 'a.constructor.prototype.x', 'a.prototype'])
    expect(() => setAtPath({}, path, 1)).toThrow('is not a name a field can have')
  expect(setAtPath({}, 'toString.x', 1)).toEqual({ toString: { x: 1 } })
  expect(({} as { x?: number }).x).toBeUndefined()
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
          set = setAtPath(object as never, names.join('.'), 'set')
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
