import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { sort } from './block.ts'

const list = '{{ input }}'

describeBlock(sort, import.meta.dirname, ({ output, failure, fixture }) => {
  test('sorts by several fields, each its own way, and leaves what is alike as it came', async () => {
    const people = [
      { name: 'Tim', age: 9, at: 1 },
      { name: 'Bob', age: 36, at: 2 },
      { name: 'Ada', age: 36, at: 3 },
      { name: 'Bob', age: 36, at: 4 },
    ]
    const { output: sorted } = await fixture('oldest-first', { input: people })
    expect((sorted as { at: number }[]).map(({ at }) => at)).toEqual([3, 2, 4, 1])
  })

  test('puts what is missing last, whichever way the others stand', async () => {
    const items: Json = [{ n: null }, { n: 2 }, {}, { n: 'a' }, { n: 10 }]
    expect(await output({ list, by: [{ by: 'n' }] }, items)).toEqual([
      { n: 2 },
      { n: 10 },
      { n: 'a' },
      { n: null },
      {},
    ])
    expect(await output({ list, by: [{ by: 'n', order: 'descending' }] }, items)).toEqual([
      { n: 'a' },
      { n: 10 },
      { n: 2 },
      { n: null },
      {},
    ])
  })

  test('sorts by what an expression gives for each item, beside fields and by more than one', async () => {
    const items = [
      { a: 2, b: 3 },
      { a: 1, b: 1 },
      { a: 6, b: 1 },
    ]
    const by = [
      { by: '{{ item.a * item.b }}', order: 'descending' },
      { by: 'a', order: '{{ vars.none || "descending" }}' },
    ]
    expect(await output({ list, by }, items)).toEqual([
      { a: 6, b: 1 },
      { a: 2, b: 3 },
      { a: 1, b: 1 },
    ])
    expect(await output({ list, by: [{ by: '{{ -index }}' }] }, ['a', 'b', 'c'])).toEqual(['c', 'b', 'a'])
  })

  test('sorts the items themselves, the other way round too, and the fields of an object', async () => {
    expect(await output({ list }, [10, 9, 'b', 'a', null, true])).toEqual([9, 10, 'a', 'b', true, null])
    expect(await output({ list, by: [{ order: 'descending' }] }, [9, 10, 'b'])).toEqual(['b', 10, 9])
    expect(await output({ list, by: [{ by: 'value' }] }, { a: 2, b: 1 })).toEqual([
      { key: 'b', value: 1 },
      { key: 'a', value: 2 },
    ])
    expect(await output({ list, by: [] }, [2, 1])).toEqual([1, 2])
    expect(await output({ list, by: [{ by: '{{ item.x.y }}' }] }, [])).toEqual([])
  })

  test('knows the orders of texts', async () => {
    const texts = ['file 10', 'File 3', 'file 2', 'äther']
    expect(await output({ list }, texts)).toEqual(['äther', 'file 2', 'File 3', 'file 10'])
    expect(await output({ list, texts: 'alphabet' }, texts)).toEqual(['äther', 'file 10', 'file 2', 'File 3'])
    expect(await output({ list, texts: 'exact' }, texts)).toEqual(['File 3', 'file 10', 'file 2', 'äther'])
    expect(await output({ list, locale: 'sv' }, texts)).toEqual(['file 2', 'File 3', 'file 10', 'äther'])
    expect(await failure({ list, locale: 'no language' }, texts)).toMatchObject({
      code: 'data.bad-locale',
      message: expect.stringContaining('"no language" is not the tag of a language.'),
    })
  })

  test('says so when no item has the field, and which item an expression fails for', async () => {
    const error = await failure({ list, by: [{ by: 'agee' }] }, [{ name: 'Ada', age: 36 }, 'text'])
    expect(error).toMatchObject({ code: 'data.no-such-field', details: { field: 'by' } })
    expect(error.message).toContain('None of the 2 items has a field "agee"; they have name, age.')
    expect((await failure({ list, by: [{ by: 'a..b' }] }, [{}])).code).toBe('data.bad-field-name')
    expect(
      (await failure({ list, by: [{ by: '{{ item.a.b + 1 }}' }] }, [{ a: { b: 1 } }, {}])).message,
    ).toContain('Item 2: ')
    expect((await failure({ list }, 'text')).code).toBe('config.wrong-kind')
  })

  test('gives back every item, in an order that holds', async () => {
    const item = fc.record({ a: fc.oneof(fc.integer(), fc.string(), fc.constant(null)), b: fc.integer() })
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 30 }), async (items) => {
        const sorted = (await output({ list, by: [{ by: 'b' }] }, items as Json)) as typeof items
        expect(sorted.map(({ b }) => b)).toEqual(items.map(({ b }) => b).toSorted((x, y) => x - y))
        expect(new Set(sorted.map((one) => JSON.stringify(one)))).toEqual(
          new Set(items.map((one) => JSON.stringify(one))),
        )
      }),
      { numRuns: 20 },
    )
  })

  test('sorts 100,000 items', async () => {
    const items = Array.from({ length: 100_000 }, (_, i) => ({
      n: (i * 7919) % 100_003,
      name: `item ${i % 1000}`,
    }))
    const sorted = (await output({ list, by: [{ by: 'name' }, { by: 'n' }] }, items)) as typeof items
    expect(sorted).toHaveLength(100_000)
    expect(sorted[0]?.name).toBe('item 0')
    expect(sorted.slice(0, 100).map(({ n }) => n)).toEqual(
      sorted
        .slice(0, 100)
        .map(({ n }) => n)
        .toSorted((a, b) => a - b),
    )
  })
})
