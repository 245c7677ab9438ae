import { describe, expect, test } from 'vitest'
import { configProblems } from '#shared/block'
import type { Json } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { flowOf } from '../../../tests/support/flow-of.ts'
import { testHost } from '../../../tests/support/test-runtime.ts'
import { called } from './block.ts'

describeBlock(called, import.meta.dirname, ({ fixture }) => {
  test('can be tried by hand with its sample, or with a value', async () => {
    expect((await fixture('add-tax')).output).toBe(6)
    expect((await fixture('add-tax', { input: { price: 10, tax: 1 } })).output).toBe(20)
  })
})

/** What arrives below it when a flow is called so. */
async function arrives(inputs: Json, given: Json) {
  const host = testHost()
  const callee = flowOf([{ id: 'hat', type: 'start/called', config: { inputs } }], { id: 'flw_callee' })
  host.versions.set('callee', callee)
  const caller = flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'call' } },
    { id: 'call', type: 'control/call-flow', config: { flow: 'flw_callee' } },
  ])
  const { output, error } = await host.over(host.start(caller, { input: given }))
  return output ?? error?.message
}

describe('declared inputs', () => {
  test('fill in what was not given, and let other names through', async () => {
    const inputs: Json = [{ name: 'a', kind: 'number', default: 1 }, { name: 'b' }]
    expect(await arrives(inputs, null)).toEqual({ a: 1 })
    expect(await arrives(inputs, { a: 2, c: 3 })).toEqual({ a: 2, c: 3 })
    expect(await arrives([], 'anything')).toBe('anything')
  })

  test.each([
    [{ name: 'a', required: true }, {}, 'The input "a" is required, but was not given.'],
    [{ name: 'a', kind: 'number' }, { a: '1' }, 'The input "a" must be a number, but is "1".'],
    [{ name: 'a', kind: 'yes-no' }, { a: 1 }, 'must be true or false, but is 1.'],
    [{ name: 'a', kind: 'list' }, { a: {} }, 'must be a list, but is {}.'],
    [{ name: 'a', kind: 'object' }, { a: [] }, 'must be an object, but is [].'],
    [{ name: 'a', kind: 'text' }, { a: false }, 'must be a text, but is false.'],
    [{ name: 'a' }, [1], 'takes inputs by name (a), but was given [1].'],
    [{ kind: 'text' }, {}, 'Row 1 of "Inputs": "Name" is missing.'],
  ])('%j refuse %j', async (input, given, message) => {
    expect(await arrives([input], given)).toContain(message)
  })

  test('are no problem of the config before they are wrong', () => {
    expect(configProblems(called, { inputs: [{ name: 'a', kind: 'text', required: true }] })).toEqual([])
  })
})
