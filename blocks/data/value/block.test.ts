import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { value } from './block.ts'

describeBlock(value, import.meta.dirname, ({ output, fixture }) => {
  test('goes on with a part of what arrived', async () => {
    expect((await fixture('part', { input: { lines: [{ price: 2 }, { price: 3 }] } })).output).toEqual([2, 3])
  })

  test('keeps the kind of every value; what is nothing is nothing', async () => {
    const given = [5, true, null, [1, 'a'], { a: 1 }, 'text']
    expect(await Promise.all(given.map((one) => output({ value: '{{ input }}' }, one)))).toEqual(given)
    expect(await output({ value: '{{ input.none }}' }, {})).toBe(null)
  })
})
