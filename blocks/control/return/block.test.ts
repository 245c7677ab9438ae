import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { returnValue } from './block.ts'

describeBlock(returnValue, import.meta.dirname, ({ output, fixture }) => {
  test('ends the whole run from any depth', async () => {
    expect((await fixture('first-found', { input: ['a', 'longer one', 'another long one'] })).output).toBe(
      'longer one',
    )
    expect((await fixture('first-found', { input: ['a'] })).output).toBe('none')
  })

  test('returns what arrived when nothing else is said', async () => {
    expect(await output({}, { a: [1] })).toEqual({ a: [1] })
  })

  test('keeps the kind of its value', async () => {
    expect(await output({ value: '{{ input.a }}' }, { a: [1] })).toEqual([1])
    expect(await output({ value: { list: ['{{ input.a }}', 'x'] } }, { a: 5 })).toEqual({ list: [5, 'x'] })
    expect(await output({ value: null }, 1)).toBeNull()
  })
})
