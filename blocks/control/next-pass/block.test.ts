import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { nextPass } from './block.ts'

describeBlock(nextPass, import.meta.dirname, ({ run, fixture }) => {
  test('ends this time with what arrived, and stops what else went on in it', async () => {
    const { output, steps } = await fixture('skip-empty', { input: ['a', '', 'c'] })
    expect(output).toEqual(['a!', '', 'c!'])
    expect(steps).toBeGreaterThan(0)
  })

  test('outside a loop is a problem, and the flow does not run', async () => {
    await expect(run({})).rejects.toMatchObject({
      code: 'flow.has-problems',
      details: { problems: [expect.objectContaining({ code: 'block.outside-loop' })] },
    })
  })
})
