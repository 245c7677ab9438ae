import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { repeat } from './block.ts'

describeBlock(repeat, import.meta.dirname, ({ output, failure, fixture }) => {
  const inside = { each: [{ type: 'data/text', config: { text: '{{ input }}{{ index }}' } }] }

  test('counts its times from 0', async () => {
    expect((await fixture('count')).output).toBe(0 + 1 + 2 + 3)
  })

  test('gives each time what the time before gave', async () => {
    expect(await output({ times: 3 }, '', inside)).toBe('012')
    expect(await output({ times: '{{ "2" }}' }, '', inside)).toBe('01')
  })

  test('no times at all passes on what arrived', async () => {
    expect(await output({ times: 0 }, 'input', inside)).toBe('input')
  })

  test.each(['-1', '1.5', '"many"', 'null', '""'])('refuses %s times', async (times) => {
    const { message } = await failure({ times: `{{ ${times} }}` })
    expect(message).toContain('"Times" needs a whole number from 0, but got')
  })
})
