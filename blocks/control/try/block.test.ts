import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { tryCatch } from './block.ts'

describeBlock(tryCatch, import.meta.dirname, ({ output, failure, fixture }) => {
  const fail = { type: 'control/fail', config: { message: 'No {{ input }}.', code: 'shop.none' } }
  const text = (words: string) => ({ type: 'data/text', config: { text: words } })

  test('gives what was tried, when nothing fails', async () => {
    expect(await output({}, 'in', { try: [text('tried')], catch: [text('caught')] })).toBe('tried')
  })

  test('hands the failure to the second part: message, code, block, input', async () => {
    expect(await output({}, 'order', { try: [fail] })).toEqual({
      message: 'No order.',
      code: 'shop.none',
      block: 'Block 3',
      input: 'order',
    })
  })

  test('goes on with the next item when one fails', async () => {
    expect((await fixture('bad-rows', { input: [{ n: 1 }, {}, { n: 3 }] })).output).toEqual([
      { double: 2 },
      { why: 'no number' },
      { double: 6 },
    ])
  })

  test('lets a failure of the second part go further up', async () => {
    const { message } = await failure({}, 'order', { try: [fail], catch: [fail] })
    expect(message).toContain('"message":"No order."')
  })
})
