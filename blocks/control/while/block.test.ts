import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { whileLoop } from './block.ts'

describeBlock(whileLoop, import.meta.dirname, ({ output, failure, fixture }) => {
  const more = { each: [{ type: 'data/text', config: { text: '{{ input }}{{ index }}' } }] }

  test('gives each time what the time before gave, until the condition is false', async () => {
    expect((await fixture('double', { input: 3 })).output).toEqual({ number: 192 })
    expect(await output({ condition: '{{ input.length < 4 }}' }, '', more)).toBe('0123')
  })

  test('looks before the first time', async () => {
    expect(await output({ condition: false }, 'in', more)).toBe('in')
    expect(await output({ condition: '{{ input.missing }}' }, {}, more)).toEqual({})
  })

  test('refuses a condition that stops being true or false', async () => {
    const { message } = await failure({ condition: '{{ input === "" ? true : input }}' }, '', more)
    expect(message).toContain('"Condition" needs true or false, but got the text "0".')
  })

  test('that never ends is stopped', async () => {
    const { error } = await fixture('for-ever')
    expect(error?.code).toBe('run.too-many-steps')
    expect(error?.message).toContain('it probably goes round for ever')
  })
})
