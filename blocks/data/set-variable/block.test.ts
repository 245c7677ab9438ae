import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { setVariable } from './block.ts'

describeBlock(setVariable, import.meta.dirname, ({ output, failure, fixture }) => {
  test('sets the nearest one of that name; one made in a loop is gone after it', async () => {
    expect((await fixture('total', { input: [1, 2, 3.5] })).output).toBe(6.5)
  })

  test('passes on what arrived', async () => {
    expect(await output({ name: 'x', value: { deep: ['{{ input }}'] } }, 'in')).toBe('in')
  })

  test('refuses an expression that gives nothing', async () => {
    expect((await failure({ name: 'x', value: '{{ input.none }}' }, {})).message).toContain(
      '"Value" is missing: its expression gave nothing.',
    )
  })
})
