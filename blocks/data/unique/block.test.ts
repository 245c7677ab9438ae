import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Json, sameJson } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { unique } from './block.ts'

const list = '{{ input }}'

describeBlock(unique, import.meta.dirname, ({ output, failure, fixture }) => {
  test('compares whole items by what they hold', async () => {
    const items: Json = [{ a: 1, b: [1] }, { b: [1], a: 1 }, '1', 1, null, null, { a: 1 }]
    expect(await output({ list }, items)).toEqual([{ a: 1, b: [1] }, '1', 1, null, { a: 1 }])
    expect(await output({ list, by: [] }, [1, 1])).toEqual([1])
  })

  test('compares by fields, and keeps the first or the last, in their order', async () => {
    const people: Json = [
      { name: 'Ada', city: 'Bern', n: 1 },
      { name: 'Ada', city: 'Rome', n: 2 },
      { name: 'Ada', city: 'Bern', n: 3 },
      { name: 'Tim', n: 4 },
    ]
    const numbers = (value: Json | undefined) => (value as { n: number }[]).map(({ n }) => n)
    expect(numbers((await fixture('by-name-and-city', { input: people })).output)).toEqual([1, 2, 4])
    expect(numbers(await output({ list, by: ['name', 'city'], keep: 'last' }, people))).toEqual([2, 3, 4])
    expect(numbers(await output({ list, by: ['name', '{{ item.city === "Rome" }}'] }, people))).toEqual([
      1, 2, 4,
    ])
    expect(numbers(await output({ list, by: '{{ [item.name] }}' }, people))).toEqual([1, 4])
  })

  test('says so when no item has a field', async () => {
    const error = await failure({ list, by: ['name', 'mail'] }, [{ name: 'Ada' }])
    expect(error).toMatchObject({ code: 'data.no-such-field', details: { field: 'by' } })
    expect(error.message).toContain('None of the items has a field "mail"; they have name.')
  })

  test('leaves every item once', async () => {
    const item = fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 12 }), async (items) => {
        // as the run's input, which went through JSON
        const given = JSON.parse(JSON.stringify(items)) as Json[]
        const kept = (await output({ list }, given)) as Json[]
        const expected = given.filter((one, i) => given.findIndex((other) => sameJson(one, other)) === i)
        expect(kept).toEqual(expected)
      }),
      { numRuns: 25 },
    )
  })

  test('goes through 100,000 items', async () => {
    const items = Array.from({ length: 100_000 }, (_, n) => ({ id: n % 50_000, n }))
    expect(await output({ list, by: ['id'] }, items)).toHaveLength(50_000)
  })
})
