import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { text } from './block.ts'

describeBlock(text, import.meta.dirname, ({ output, fixture }) => {
  test('puts values between words', async () => {
    expect((await fixture('letter', { input: { name: 'Ada', sum: 12.5 } })).output).toBe(
      'Dear Ada,\nyou owe 12.5.\n',
    )
  })

  test('is always a text, whatever its one expression gives', async () => {
    const given = [5, true, null, [1, 'a'], { a: 1 }]
    const texts = await Promise.all(given.map((value) => output({ text: '{{ input }}' }, value)))
    expect(texts).toEqual(['5', 'true', '', '[1,"a"]', '{"a":1}'])
    expect(await output({ text: '{{ input.none }}' }, {})).toBe('')
  })

  test('keeps braces that are meant as such', async () => {
    expect(await output({ text: 'a \\{{ b }}' })).toBe('a {{ b }}')
  })
})
