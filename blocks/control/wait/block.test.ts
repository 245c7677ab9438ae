import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { wait } from './block.ts'

describeBlock(wait, import.meta.dirname, ({ failure, fixture }) => {
  test('passes on what arrived', async () => {
    expect((await fixture('a-moment', { input: { a: 1 } })).output).toEqual({ a: 1 })
  })

  test('lets the shorter wait end first, and holds up nothing else', async () => {
    expect((await fixture('shorter-first', { input: [400, 1, 200] })).output).toEqual([1, 200, 400])
  })

  test.each(['"soon"', '5', '"5 weeks"', '"-1s"'])('refuses %s', async (time) => {
    expect((await failure({ for: `{{ ${time} }}` })).message).toContain(
      '"For" needs a length of time, but got',
    )
  })
})
