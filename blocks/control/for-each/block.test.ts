import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { forEach } from './block.ts'

describeBlock(forEach, import.meta.dirname, ({ output, failure, fixture }) => {
  test('does what is inside for every item, in order', async () => {
    expect((await fixture('squares', { input: [3, 1, 2] })).output).toEqual([
      { square: 9, place: 0 },
      { square: 1, place: 1 },
      { square: 4, place: 2 },
    ])
  })

  test('of nothing gives nothing', async () => {
    expect(await output({ list: '{{ input }}' }, [])).toEqual([])
  })

  test('takes an object as a list of keys and values', async () => {
    expect(await output({ list: '{{ input }}' }, { b: 1, a: [2] })).toEqual([
      { key: 'b', value: 1 },
      { key: 'a', value: [2] },
    ])
  })

  test('keeps the order of the results with several at once', async () => {
    const inside = { each: [{ type: 'control/wait', config: { for: '{{ 40 - item * 10 }}ms' } }] }
    expect(await output({ list: '{{ input }}', concurrency: 3 }, [1, 2, 3], inside)).toEqual([1, 2, 3])
  })

  test.each([
    ['{{ input.missing }}', '"List" is missing: its expression gave nothing.'],
    ['{{ null }}', '"List" needs a list, but got nothing (null).'],
    ['{{ "a, b" }}', '"List" needs a list, but got the text "a, b".'],
    ['{{ 3 }}', '"List" needs a list, but got the number 3.'],
  ])('refuses %s', async (list, words) => {
    expect((await failure({ list }, {})).message).toContain(words)
  })
})
