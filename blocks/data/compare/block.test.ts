import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { compare } from './block.ts'

type Found = { same: boolean; added: Json[]; removed: Json[]; changed: Json[]; unchanged: number }
const sides = { before: '{{ input.before }}', after: '{{ input.after }}' }
const nothing = { added: [], removed: [], changed: [] }

describeBlock(compare, import.meta.dirname, ({ output, failure, fixture }) => {
  const differ = async (before: Json, after: Json, config = {}) =>
    (await output({ ...sides, ...config }, { before, after })) as Found

  test('of lists with a key, says what was added, taken away and changed, and in which fields', async () => {
    const before: Json[] = [
      { id: 1, price: 3, at: 'mon' },
      { id: 2, price: 4, at: 'mon' },
      { id: 3, price: 5, at: 'mon' },
    ]
    const after: Json[] = [
      { id: 3, price: 5, at: 'tue' },
      { id: 1, price: 2, at: 'tue', sale: true },
      { id: 4, price: 1, at: 'tue' },
    ]
    expect((await fixture('prices', { input: { before, after } })).output).toEqual({
      same: false,
      added: [after[2]],
      removed: [before[1]],
      changed: [{ key: 1, fields: ['price', 'sale'], before: before[0], after: after[1] }],
      unchanged: 1,
    })
    const by = ['{{ item.id % 10 }}', 'price']
    expect(await differ(before, after, { by })).toMatchObject({ unchanged: 0, changed: [{ key: [3, 5] }] })
  })

  test('of lists without a key, compares whole items as often as they are there, in any order', async () => {
    expect(await differ([1, 1, { a: 1, b: 2 }, 'x'], [{ b: 2, a: 1 }, 1, 'y', 'y'])).toEqual({
      same: false,
      added: ['y', 'y'],
      removed: [1, 'x'],
      changed: [],
      unchanged: 2,
    })
    expect(await differ([{ a: 1, at: 1 }], [{ at: 2, a: 1 }], { ignore: ['at'] })).toEqual({
      ...{ same: true, ...nothing, unchanged: 1 },
    })
    expect(await differ([], [])).toEqual({ same: true, ...nothing, unchanged: 0 })
  })

  test('of objects, goes field by field', async () => {
    expect(
      await differ({ a: 1, b: [1], c: 3, at: 1 }, { b: [1], a: 2, d: null, at: 2 }, { ignore: ['at'] }),
    ).toEqual({
      same: false,
      added: [{ key: 'd', value: null }],
      removed: [{ key: 'c', value: 3 }],
      changed: [{ key: 'a', before: 1, after: 2 }],
      unchanged: 1,
    })
  })

  test('of anything else, says whether it is the same', async () => {
    expect(await differ('a', 'a')).toEqual({ same: true, ...nothing, unchanged: 1 })
    expect(await differ(1, '1')).toEqual({
      same: false,
      ...nothing,
      changed: [{ before: 1, after: '1' }],
      unchanged: 0,
    })
    expect(await differ([1], { a: 1 })).toMatchObject({ same: false })
  })

  test('names items that cannot be told apart, and a key that no item has', async () => {
    const twice = await failure(
      { ...sides, by: ['id'] },
      { before: [{ id: 7 }, { id: 8 }, { id: 7 }], after: [] },
    )
    expect(twice).toMatchObject({ code: 'data.key-twice', details: { items: [0, 2] } })
    expect(twice.message).toContain(
      'Items 1 and 3 of "Before" cannot be told apart: both have the number 7 as their key.',
    )
    const missing = await failure({ ...sides, by: ['nr'] }, { before: [{ id: 7 }], after: [{ id: 8 }] })
    expect(missing.message).toContain('None of the 2 items has a field "nr"; they have id.')
  })

  test('what was there, less what was taken away, with what was added, is what is there', async () => {
    const items = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(items, items, async (before, after) => {
        const { added, removed, unchanged, same } = await differ(before, after)
        const left = [...before]
        for (const one of removed) left.splice(left.indexOf(one as number), 1)
        expect(left).toHaveLength(unchanged)
        expect([...left, ...added].sort()).toEqual([...after].sort())
        expect(same).toBe([...before].sort().join() === [...after].sort().join())
      }),
      { numRuns: 25 },
    )
  })

  test('compares 100,000 items with 100,000', async () => {
    const rows = (from: number) => Array.from({ length: 100_000 }, (_, n) => ({ id: from + n, n: n % 3 }))
    const found = await differ(rows(0), rows(3), { by: ['id'] })
    expect([found.added.length, found.removed.length, found.changed.length, found.unchanged]).toEqual([
      3, 3, 0, 99_997,
    ])
  })
})
