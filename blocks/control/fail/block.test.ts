import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { fail } from './block.ts'

describeBlock(fail, import.meta.dirname, ({ failure, fixture }) => {
  test('ends the run with its own words and code', async () => {
    const { status, error } = await fixture('no-order', { input: { name: 'Ada' } })
    expect(status).toBe('failed')
    expect(error).toMatchObject({ code: 'shop.no-order', message: 'There is no order for Ada.' })
    expect((await fixture('no-order', { input: { name: 'Ada', order: 1 } })).status).toBe('succeeded')
  })

  test('needs no code', async () => {
    expect(await failure({ message: 'It is {{ input }}.' }, 7)).toMatchObject({ message: 'It is 7.' })
  })
})
