import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { leaveLoop } from './block.ts'

describeBlock(leaveLoop, import.meta.dirname, ({ run, fixture }) => {
  test('makes this time the last one, from inside other blocks', async () => {
    expect((await fixture('first-found', { input: [1, 2, 30, 4] })).output).toEqual([1, 2, 30])
    expect((await fixture('first-found', { input: [1, 2] })).output).toEqual([1, 2])
  })

  test('outside a loop is a problem, and the flow does not run', async () => {
    await expect(run({})).rejects.toMatchObject({
      code: 'flow.has-problems',
      details: { problems: [expect.objectContaining({ code: 'block.outside-loop' })] },
    })
  })
})
