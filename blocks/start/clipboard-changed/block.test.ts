import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { clipboardChanged } from './block.ts'

describeBlock(clipboardChanged, import.meta.dirname, ({ fixture }) => {
  test('can be tried by hand: with its sample, or with what is given', async () => {
    expect((await fixture('given-back')).output).toEqual({ text: 'copied text' })
    expect((await fixture('given-back', { input: { own: 1 } })).output).toEqual({ own: 1 })
  })
})
