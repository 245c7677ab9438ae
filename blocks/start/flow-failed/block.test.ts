import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { flowFailed } from './block.ts'

describeBlock(flowFailed, import.meta.dirname, ({ fixture }) => {
  test('can be tried by hand: with its sample, or with what is given', async () => {
    expect((await fixture('given-back')).output).toEqual({
      run: { id: 'run_sample', status: 'failed' },
      flow: { id: 'flw_sample', name: 'A flow' },
      error: { message: 'It did not work.' },
    })
    expect((await fixture('given-back', { input: { own: 1 } })).output).toEqual({ own: 1 })
  })
})
