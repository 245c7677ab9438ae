import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { addToList } from './block.ts'

describeBlock(addToList, import.meta.dirname, ({ output, fixture }) => {
  test('makes the list that is missing, and keeps the order', async () => {
    expect((await fixture('long-words', { input: ['one', 'fourteen', 'to', 'seventy'] })).output).toEqual([
      'fourteen',
      'seventy',
    ])
  })

  test('adds to what the variable holds; a list is one value', async () => {
    const { output } = await fixture('long-words', { input: ['longest'], variables: { found: [[1]] } })
    expect(output).toEqual([[1], 'longest'])
  })

  test('passes on what arrived, whatever it adds', async () => {
    expect(await output({ name: 'x', value: ['{{ input }}', null] }, 'in')).toBe('in')
  })

  test('refuses to add to what is no list', async () => {
    const { error } = await fixture('long-words', { input: ['longest'], variables: { found: 'text' } })
    expect(error?.message).toContain('The variable "found" must hold a list, but holds "text".')
  })
})
