import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { manual } from './block.ts'

describeBlock(manual, import.meta.dirname, ({ fixture }) => {
  test('gives the sample only when the run was given nothing', async () => {
    expect((await fixture('sample')).output).toBe('Hello Ada')
    expect((await fixture('sample', { input: { name: 'Grace' } })).output).toBe('Hello Grace')
  })
})
