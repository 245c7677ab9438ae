import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { stop } from './block.ts'

describeBlock(stop, import.meta.dirname, ({ run, fixture }) => {
  test('ends this way with the value that arrived, and the others go on', async () => {
    expect((await fixture('only-even', { input: [1, 2, 3, 4] })).output).toEqual(['odd', 2, 'odd', 4])
  })

  test('as the last block of a run leaves its value as the result', async () => {
    expect(await run({}, 'last')).toMatchObject({ status: 'succeeded', output: 'last' })
  })
})
