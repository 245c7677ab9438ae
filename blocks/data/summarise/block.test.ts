import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { summarise } from './block.ts'
import { DecimalSum } from './decimal-sum.ts'

const list = '{{ input }}'
const EVERY = ['count', 'sum', 'average', 'min', 'max', 'first', 'last', 'joined', 'list', 'distinct']

describeBlock(summarise, import.meta.dirname, ({ output, failure, fixture }) => {
  test('knows every way to put many into one, and leaves blanks out', async () => {
    const values = EVERY.map((what) => ({ what, of: 'n', as: what }))
    expect(
      await output({ list, values }, [{ n: 4 }, { n: '' }, { n: 1.5 }, {}, { n: null }, { n: 4 }]),
    ).toEqual({
      count: 3,
      sum: 9.5,
      average: 9.5 / 3,
      min: 1.5,
      max: 4,
      first: 4,
      last: 4,
      joined: '4, 1.5, 4',
      list: [4, '', 1.5, null, 4],
      distinct: 2,
    })
  })

  test('of nothing at all, knows what to say', async () => {
    const values = EVERY.map((what) => ({ what, of: 'n', as: what }))
    expect(await output({ list, values }, [])).toEqual({
      ...{ count: 0, sum: 0, average: null, min: null, max: null },
      ...{ first: null, last: null, joined: '', list: [], distinct: 0 },
    })
    expect(await output({ list, by: ['city'], values }, [])).toEqual([])
    expect(await output({ list }, [1, null, 3])).toEqual({ count: 2 })
  })

  test('makes a line for each group, of one field, of several, of what an expression gives', async () => {
    const sales = [
      { at: '2025-01-03', shop: { city: 'Bern' }, sum: 10 },
      { at: '2025-02-01', shop: { city: 'Rome' }, sum: 20 },
      { at: '2026-01-09', shop: { city: 'Bern' }, sum: 5 },
      { at: '2026-03-09', shop: { city: 'Bern' }, sum: 7 },
    ]
    expect((await fixture('by-town-and-year', { input: sales })).output).toEqual([
      { shop_city: 'Bern', key2: '2025', sales: 1, sum_sum: 10 },
      { shop_city: 'Rome', key2: '2025', sales: 1, sum_sum: 20 },
      { shop_city: 'Bern', key2: '2026', sales: 2, sum_sum: 12 },
    ])
    const values = [
      { what: 'sum', of: '{{ item.sum * 2 }}' },
      { what: 'max', of: 'at' },
    ]
    expect(await output({ list, values }, sales)).toEqual({ sum_1: 84, max_at: '2026-03-09' })
  })

  test('takes numbers that stand as texts for numbers, where all are', async () => {
    const rows: Json = [{ n: '9' }, { n: '10' }, { n: ' 2 ' }]
    const values = ['sum', 'min', 'max'].map((what) => ({ what, of: 'n', as: what }))
    expect(await output({ list, values }, rows)).toEqual({ sum: 21, min: 2, max: 10 })
    expect(await output({ list, values: values.slice(1) }, [...rows, { n: 'b' }])).toEqual({
      min: ' 2 ',
      max: 'b',
    })
  })

  test('names the item that is no number, the field that no item has, and a name that comes twice', async () => {
    const sum = { what: 'sum', of: 'price' }
    const wrong = await failure({ list, values: [sum] }, [{ price: 1 }, { price: 'free' }])
    expect(wrong).toMatchObject({ code: 'data.not-a-number', details: { field: 'values', index: 1 } })
    expect(wrong.message).toContain('Item 2: "price" is the text "free", but a sum needs numbers.')
    const missing = await failure({ list, values: [{ what: 'sum', of: 'prize' }] }, [{ price: 1 }])
    expect(missing.message).toContain('None of the items has a field "prize"; they have price.')
    expect((await failure({ list, by: ['town'] }, [{ price: 1 }])).code).toBe('data.no-such-field')
    const twice = await failure({ list, values: [sum, sum] }, [{ price: 1 }])
    expect(twice.message).toContain('Two fields of the summary would be called "sum_price".')
    expect((await failure({ list, values: [{ ...sum, as: '__proto__' }] }, [{ price: 1 }])).code).toBe(
      'data.bad-field-name',
    )
  })

  test('summarises 100,000 items', async () => {
    const items = Array.from({ length: 100_000 }, (_, n) => ({ shop: `shop ${n % 10}`, price: n / 100 }))
    const values: Json = [{ what: 'count' }, { what: 'sum', of: 'price' }]
    const lines = (await output({ list, by: ['shop'], values }, items)) as Json[]
    expect(lines).toHaveLength(10)
    expect(lines[3]).toEqual({ shop: 'shop 3', count: 10_000, sum_price: 4_999_800 })
  })
})

test('a sum of cents is the sum of whole numbers, exactly', () => {
  const cents = fc.integer({ min: -1_000_000, max: 1_000_000 })
  fc.assert(
    fc.property(fc.array(cents), (all) => {
      const sum = new DecimalSum()
      for (const one of all) sum.add(one / 100)
      expect(sum.total()).toBe(all.reduce((total, one) => total + one, 0) / 100)
    }),
  )
})

test('sums of very large numbers stay right', () => {
  const sum = new DecimalSum()
  for (const one of [Number.MAX_SAFE_INTEGER, 2, 0.5, -Number.MAX_SAFE_INTEGER]) sum.add(one)
  expect(sum.total()).toBe(2.5)
})
