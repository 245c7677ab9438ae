import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { clipboard } from './block.ts'

describeBlock(clipboard, import.meta.dirname, ({ output, fixture }) => {
  test('copies a text and reads it back', async () => {
    expect((await fixture('there-and-back', { input: 'größe ☺\n' })).output).toBe('größe ☺\n')
    expect(await output({ do: 'write', text: 'a {{ input }}' }, 1)).toBe('a 1')
    expect(await output({})).toBe('a 1')
    expect(await output({ do: 'write' }, { a: 1 })).toBe('{"a":1}')
  })
})
