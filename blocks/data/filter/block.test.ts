import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { filter } from './block.ts'

describeBlock(filter, import.meta.dirname, ({ output, failure, fixture }) => {
  test('sees items, their places, and everything else in sight', async () => {
    const people = [{ age: 36 }, { age: 9 }, { age: 18 }]
    expect((await fixture('grown-ups', { input: people })).output).toEqual([{ age: 36 }, { age: 18 }])
    expect(await output({ list: '{{ input }}', where: '{{ item === input[1] }}' }, [1, 2, 2])).toEqual([2, 2])
    expect(await output({ list: { a: 1, b: 2 }, where: '{{ item.value > 1 }}' })).toEqual([
      { key: 'b', value: 2 },
    ])
  })

  test('takes nothing as false, and true or false as they stand', async () => {
    expect(await output({ list: [{ ok: true }, {}, { ok: null }], where: '{{ item.ok }}' })).toEqual([
      { ok: true },
    ])
    expect(await output({ list: [1, 2], where: true })).toEqual([1, 2])
  })

  test('names the item whose condition is neither yes nor no, or cannot be told', async () => {
    const wrong = await failure({ list: [{ a: true }, { a: 'yes' }], where: '{{ item.a }}' })
    expect(wrong).toMatchObject({ code: 'config.wrong-kind', details: { field: 'where', index: 1 } })
    expect(wrong.message).toContain('Item 2: "Where" needs true or false, but got the text "yes".')
    const missing = await failure({ list: [{ a: { b: 1 } }, {}], where: '{{ item.a.b > 0 }}' })
    expect(missing).toMatchObject({ details: { field: 'where', index: 1 } })
    expect(missing.message).toContain('Item 2: ')
  })

  test('keeps of 100,000 items what it should', async () => {
    const list = Array.from({ length: 100_000 }, (_, n) => ({ n }))
    const kept = await output({ list: '{{ input }}', where: '{{ item.n % 10 === 3 }}' }, list)
    expect(kept).toHaveLength(10_000)
  })
})
