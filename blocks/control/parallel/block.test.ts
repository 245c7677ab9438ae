import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { parallel } from './block.ts'

describeBlock(parallel, import.meta.dirname, ({ output, failure, fixture }) => {
  const text = (words: string) => ({ type: 'data/text', config: { text: words } })
  const wait = (time: string) => ({ type: 'control/wait', config: { for: time } })

  test('waits for all and gives their results in the order of the branches', async () => {
    const slowFirst = { 1: [wait('60ms'), text('slow')], 2: [wait('1ms'), text('fast')] }
    expect(await output({}, null, slowFirst)).toEqual(['slow', 'fast'])
    expect((await fixture('two-sums', { input: [3, 4] })).output).toEqual({ sum: 7, product: 12 })
  })

  test('has as many branches as it is told, and what arrived goes through an empty one', async () => {
    expect(await output({ branches: 3 }, 'in', { 2: [text('{{ input }} two')] })).toEqual([
      'in',
      'in two',
      'in',
    ])
  })

  test('fails when one branch fails', async () => {
    const inside = { 1: [wait('1h')], 2: [{ type: 'control/fail', config: { message: 'No.' } }] }
    expect((await failure({}, null, inside)).message).toContain('No.')
  })
})
