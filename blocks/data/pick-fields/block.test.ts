import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { pickFields } from './block.ts'
import { omit, pick, treeOf } from './field-tree.ts'

const order = {
  id: 7,
  customer: { name: 'Ada', address: { city: 'Bern', zip: '3000' } },
  lines: [
    { item: 'tea', price: 3, count: 2 },
    { item: 'milk', price: 1, count: 1 },
  ],
}

describeBlock(pickFields, import.meta.dirname, ({ output, failure, fixture }) => {
  test('goes deeper, and into every item of a list inside', async () => {
    expect((await fixture('order', { input: order })).output).toEqual({
      customer: { name: 'Ada' },
      lines: [{ price: 3 }, { price: 1 }],
    })
    expect(await output({ fields: ['lines[1].item', 'id'] }, order)).toEqual({
      lines: [{ item: 'milk' }],
      id: 7,
    })
    expect(await output({ fields: ['lines.price', 'lines.item'] }, order)).toEqual({
      lines: [
        { price: 3, item: 'tea' },
        { price: 1, item: 'milk' },
      ],
    })
    expect(await output({ fields: ['customer.name', 'customer', 'none.at.all'] }, order)).toEqual({
      customer: order.customer,
    })
  })

  test('keeps all others instead', async () => {
    expect(await output({ fields: ['customer.address', 'lines[0]', 'none'], keep: 'others' }, order)).toEqual(
      {
        id: 7,
        customer: { name: 'Ada' },
        lines: [order.lines[1]],
      },
    )
    expect(await output({ fields: ['lines.count', 'id'], keep: 'others' }, order)).toEqual({
      customer: order.customer,
      lines: [
        { item: 'tea', price: 3 },
        { item: 'milk', price: 1 },
      ],
    })
  })

  test('does so with every object of a list, and knows columns by their whole names', async () => {
    const rows: Json = [{ 'Price (incl. VAT)': 3, b: 1 }, { b: 2 }]
    expect(await output({ fields: ['Price (incl. VAT)'] }, rows)).toEqual([{ 'Price (incl. VAT)': 3 }, {}])
    expect(await output({ fields: [], keep: 'these' }, rows)).toEqual([{}, {}])
    expect(await output({ fields: ['grid.a'] }, { grid: [[{ a: 1, b: 2 }], [{ a: 3 }], 5] })).toEqual({
      grid: [[{ a: 1 }], [{ a: 3 }]],
    })
  })

  test('gives other names, in their places', async () => {
    const rename = { a: 'x', b: 'in.b', 'c.d': 'd', none: 'y' }
    const made = (await output(
      { fields: [], keep: 'others', rename },
      { a: 1, b: 2, c: { d: 3 }, z: 9 },
    )) as JsonObject
    expect(made).toEqual({ x: 1, c: {}, z: 9, in: { b: 2 }, d: 3 })
    expect(Object.keys(made)[0]).toBe('x')
    expect(await output({ fields: ['a'], rename: { a: 'b' } }, { a: 1, b: 2 })).toEqual({ b: 1 })
    expect(await output({ fields: ['a', 'b'], rename: { a: 'b' } }, { a: 1, b: 2 })).toEqual({ b: 1 })
  })

  test.each([
    [{ fields: ['a'] }, 'text', 'data.not-an-object', 'it is the text "text"'],
    [{ fields: ['a'] }, [{ a: 1 }, null], 'data.not-an-object', 'item 2 is nothing (null)'],
    [{ fields: ['a..b'] }, {}, 'data.bad-field-name', '"a..b"'],
    [{ fields: ['__proto__'] }, {}, 'data.bad-field-name', '"__proto__"'],
    [{ fields: ['a'], rename: { a: 'constructor' } }, { a: 1 }, 'data.bad-field-name', '"constructor"'],
    [{ fields: [{}] }, {}, 'data.bad-field-name', 'an empty object'],
  ])('refuses %j of %j', async (config, input, code, words) => {
    const error = await failure(config, input)
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
  })

  test('goes through 100,000 objects', async () => {
    const rows = Array.from({ length: 100_000 }, (_, n) => ({ n, a: 1, b: { c: n } }))
    const picked = (await output({ fields: ['n', 'b.c'] }, rows)) as unknown[]
    expect(picked).toHaveLength(100_000)
    expect(picked[99_999]).toEqual({ n: 99_999, b: { c: 99_999 } })
  })
})

test('what is picked and what is left are together the whole', () => {
  const name = fc.constantFrom('a', 'b', 'c')
  const object = fc.dictionary(name, fc.oneof(fc.integer(), fc.dictionary(name, fc.integer())))
  const path = fc.oneof(
    name,
    fc.tuple(name, name).map((names) => names.join('.')),
  )
  const leaves = (value: unknown, way = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, held]) => leaves(held, `${way}.${key}`))
      : [`${way}=${value}`]
  fc.assert(
    fc.property(object, fc.array(path, { minLength: 1, maxLength: 4 }), (whole, names) => {
      const tree = treeOf(names, whole)
      const both = [...leaves(pick(whole, tree)), ...leaves(omit(whole, tree))]
      expect(both.sort()).toEqual(leaves(whole).sort())
    }),
  )
})
