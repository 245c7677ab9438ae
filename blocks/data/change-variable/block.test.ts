import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { changeVariable } from './block.ts'

describeBlock(changeVariable, import.meta.dirname, ({ failure, fixture, output }) => {
  test('adds 1 unless told otherwise', async () => {
    expect((await fixture('count-words', { input: ['a', 'b', 'c'] })).output).toBe(3)
  })

  test('takes a variable that is missing as 0, and a text that is a number', async () => {
    expect(await output({ name: 'new', by: '{{ "-2.5" }}' }, 'in')).toBe('in')
  })

  test('refuses to add what is no number, and to add to what is none', async () => {
    expect((await failure({ name: 'x', by: '{{ input }}' }, 'two')).message).toContain(
      '"By" needs a number, but got the text "two".',
    )
    const { error } = await fixture('count-words', { input: ['a'], variables: { words: 'none' } })
    expect(error?.message).toContain('words')
  })
})
