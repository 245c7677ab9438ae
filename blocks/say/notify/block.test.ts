import { beforeEach, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { notify } from './block.ts'

describeBlock(notify, import.meta.dirname, (bench) => {
  const { output, fixture } = bench
  beforeEach(() => {
    bench.desktop.notified.length = 0
  })

  test('shows the text under the name of the flow, and passes on what arrived', async () => {
    expect((await fixture('tea', { input: 'Ada' })).output).toBe('Ada')
    await output({ title: 'Own', text: 'x'.repeat(5000) }, 1)
    expect(bench.desktop.notified[0]).toEqual({ title: 'Tea', text: 'The tea is ready, Ada.' })
    expect(bench.desktop.notified[1]).toMatchObject({
      title: 'Own',
      text: expect.stringMatching(/^x{999}…$/),
    })
  })
})
