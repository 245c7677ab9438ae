import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { fileChanged } from './block.ts'

describeBlock(fileChanged, import.meta.dirname, ({ fixture }) => {
  test('can be tried by hand: with its sample, or with what is given', async () => {
    expect((await fixture('given-back')).output).toEqual({
      kind: 'created',
      file: { path: '~/Downloads/invoice.pdf', name: 'invoice.pdf', size: 1234, type: 'application/pdf' },
    })
    expect((await fixture('given-back', { input: { own: 1 } })).output).toEqual({ own: 1 })
  })
})
