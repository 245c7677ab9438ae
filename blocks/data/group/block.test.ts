import { expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { group } from './block.ts'

const list = '{{ input }}'

describeBlock(group, import.meta.dirname, ({ output, failure, fixture }) => {
  test('keeps keys as they are, and items in their order', async () => {
    const items: Json = [{ n: 1 }, { n: '1' }, { n: null }, { n: 1, again: true }, {}]
    expect((await fixture('by-number', { input: items })).output).toEqual([
      { key: 1, items: [{ n: 1 }, { n: 1, again: true }] },
      { key: '1', items: [{ n: '1' }] },
      { key: null, items: [{ n: null }, {}] },
    ])
  })

  test('groups by several things at once', async () => {
    const items = [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { b: 1, a: 1 },
    ]
    expect(await output({ list, by: '{{ [item.a, item.b] }}' }, items)).toEqual([
      { key: [1, 1], items: [items[0], items[2]] },
      { key: [1, 2], items: [items[1]] },
    ])
  })

  test('gives an object by the names of the keys', async () => {
    const items: Json = [{ y: 2025 }, { y: 2026 }, { y: '2025' }, {}]
    expect(await output({ list, by: 'y', as: 'object' }, items)).toEqual({
      '2025': [{ y: 2025 }, { y: '2025' }],
      '2026': [{ y: 2026 }],
      '': [{}],
    })
    const error = await failure({ list, by: '{{ item }}', as: 'object' }, ['a', '__proto__'])
    expect(error.code).toBe('data.bad-field-name')
    expect(await output({ list, by: '{{ item }}' }, ['__proto__'])).toEqual([
      { key: '__proto__', items: ['__proto__'] },
    ])
  })

  test('gives no groups of nothing, and says when no item has the field', async () => {
    expect(await output({ list, by: 'a' }, [])).toEqual([])
    expect(await output({ list, by: 'value' }, { a: 1, b: 1 })).toEqual([
      {
        key: 1,
        items: [
          { key: 'a', value: 1 },
          { key: 'b', value: 1 },
        ],
      },
    ])
    expect((await failure({ list, by: 'town' }, [{ city: 'Bern' }])).message).toContain(
      'None of the items has a field "town"; they have city.',
    )
  })

  test('groups 100,000 items', async () => {
    const items = Array.from({ length: 100_000 }, (_, n) => ({ n, rest: n % 7 }))
    const groups = (await output({ list, by: 'rest' }, items)) as { items: unknown[] }[]
    expect(groups.map(({ items }) => items.length)).toEqual([14286, 14286, 14286, 14286, 14286, 14285, 14285])
  })
})
