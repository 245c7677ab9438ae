import { expect, test } from 'vitest'
import { configProblems } from '#shared/block'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { every } from './block.ts'

describeBlock(every, import.meta.dirname, ({ fixture }) => {
  test('can be tried by hand: with its sample, or with what is given', async () => {
    expect((await fixture('given-back')).output).toEqual({ due: '2026-01-05T09:00:00.000Z', missed: 0 })
    expect((await fixture('given-back', { input: { own: 1 } })).output).toEqual({ own: 1 })
  })

  test('less than a second is a problem of the flow', () => {
    expect(configProblems(every, { every: '1s' })).toEqual([])
    expect(configProblems(every, { every: '500ms' })).toMatchObject([
      { code: 'config.out-of-range', path: 'config.every', fix: 'Write 1s or more.' },
    ])
  })
})
