import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { readFlow } from '../../../tests/support/run-flow.ts'
import { testHost } from '../../../tests/support/test-runtime.ts'
import { callFlow } from './block.ts'

const calls = readFlow(join(import.meta.dirname, 'fixtures', 'add-tax.flow.json'))
const addTax = readFlow(join(import.meta.dirname, '../../start/called/fixtures/add-tax.flow.json'))

describeBlock(callFlow, import.meta.dirname, ({ failure }) => {
  test('runs the other flow and gives on what it gave back', async () => {
    const host = testHost()
    host.versions.set('ver_tax', addTax)
    expect(await host.over(host.start(calls, { input: 10 }))).toMatchObject({
      ...{ status: 'succeeded', output: 15 },
    })
  })

  test('says which flow is not there', async () => {
    const error = await failure({ flow: 'flw_gone' })
    expect([error.code, error.message]).toEqual(['call.no-flow', 'There is no saved flow flw_gone.'])
  })
})
