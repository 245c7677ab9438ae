import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { join } from './block.ts'

describeBlock(join, import.meta.dirname, ({ failure, fixture }) => {
  test('collects in the order of the wires, whichever arrives first', async () => {
    expect((await fixture('slow-and-fast', { input: 'in' })).output).toEqual(['in slow', 'in fast'])
  })

  test('puts objects together, where a later wire wins', async () => {
    expect((await fixture('one-order', { input: { id: 7 } })).output).toEqual({
      id: 7,
      name: 'Ada',
      total: 12,
    })
  })

  test('goes on with the first to arrive', async () => {
    expect((await fixture('who-is-first', { input: 'in' })).output).toBe('fast')
  })

  test.each([['"text"'], ['[1]'], ['null'], ['3']])('cannot merge %s', async (input) => {
    expect((await failure({ mode: 'merge' }, JSON.parse(input))).message).toContain('can merge only objects')
  })
})
