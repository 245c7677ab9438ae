import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { ifElse } from './block.ts'

describeBlock(ifElse, import.meta.dirname, ({ output, failure, fixture }) => {
  test('goes one way or the other, and carries on what that way gave', async () => {
    expect((await fixture('two-ways', { input: 11 })).output).toBe('11 is big')
    expect((await fixture('two-ways', { input: 10 })).output).toBe('10 is small')
  })

  test('takes nothing as false', async () => {
    // written down, an object with a `then` would look like a promise
    const inside = Object.fromEntries([['then', [{ type: 'data/text', config: { text: 'then' } }]]])
    expect(await output({ condition: '{{ input.missing }}' }, {}, inside)).toEqual({})
    expect(await output({ condition: '{{ input.there }}' }, { there: null }, inside)).toEqual({ there: null })
    expect(await output({ condition: true }, 1, inside)).toBe('then')
  })

  test.each([
    ['"no"', 'the text "no"'],
    ['0', 'the number 0'],
    ['[]', 'an empty list'],
  ])('refuses %s, saying what came', async (expression, words) => {
    const { code, message } = await failure({ condition: `{{ ${expression} }}` })
    expect(code).toBe('config.wrong-kind')
    expect(message).toContain(`"Condition" needs true or false, but got ${words}.`)
  })
})
