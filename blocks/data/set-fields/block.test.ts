import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { setFields } from './block.ts'

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
