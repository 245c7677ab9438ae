import { describe, expect, test } from 'vitest'
import { field } from '#shared/block'
import { aFlow, FakeRuntime, FakeTimers, fakeEnvironment } from './fixtures/fake-runtime.ts'
import { blockOf } from './new-block.ts'

const { environment } = fakeEnvironment(new FakeRuntime(aFlow()), new FakeTimers())
const log = environment.catalog.get('say/log')
if (!log) throw new Error('no say/log')

describe('a new block', () => {
  test('has the defaults of its fields and nothing else', () => {
    expect(blockOf(log, aFlow(), () => 'b9').config).toEqual({ level: 'info' })
  })
  test('begins with what its fields begin with, where that is not their default', () => {
    const fields = { line: field.yesNo({ title: 'Line', default: false, begins: true }) }
    expect(blockOf({ ...log, fields }, aFlow(), () => 'b9').config).toEqual({ line: true })
  })
  test('takes what arrives as the list that it needs', () => {
    const fields = {
      rows: field.list({ title: 'Rows', required: true }),
      names: field.list({ title: 'Names' }),
    }
    expect(blockOf({ ...log, fields }, aFlow(), () => 'b9').config).toEqual({ rows: '{{ input }}' })
  })
  test('gets a name and an id that the flow does not have', () => {
    const ids = ['b1', 'b2', 'b3']
    const block = blockOf(log, aFlow(), () => ids.shift() ?? 'b4')
    expect(block).toMatchObject({ id: 'b3', name: 'Log 2', type: 'say/log', version: 1 })
  })
})
