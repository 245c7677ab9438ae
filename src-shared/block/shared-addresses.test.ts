import { expect, test } from 'vitest'
import type { FlowDocument, JsonObject } from '#shared/flow'
import { sharedAddresses } from './shared-addresses.ts'

const flowWith = (...configs: JsonObject[]): FlowDocument => ({
  format: 1,
  name: 'Hooks',
  blocks: configs.map((config, i) => ({
    ...{ id: `b${i}`, type: 'start/webhook', version: 1, name: `Hook ${i}`, config },
  })),
  links: [],
})
const at = (...configs: JsonObject[]) => sharedAddresses(flowWith(...configs)).map(({ block }) => block)

test('of two webhooks at one path and method the second is told, with the name of the first', () => {
  const [only, ...rest] = sharedAddresses(
    flowWith({ path: 'orders' }, { path: '/orders/', methods: ['post'] }),
  )
  expect(only).toMatchObject({
    block: 'b1',
    path: 'config.path',
    message: expect.stringContaining('"Hook 0"'),
  })
  expect(rest).toEqual([])
})

test('names of parts make no other path, words do', () => {
  expect(at({ path: 'orders/{id}' }, { path: 'orders/{number}' })).toEqual(['b1'])
  expect(at({ path: 'orders/{id}' }, { path: 'orders/new' })).toEqual([])
})

test('methods that do not meet share a path; ANY meets all', () => {
  expect(at({ path: 'a', methods: ['GET'] }, { path: 'a', methods: ['PUT', 'POST'] })).toEqual([])
  expect(at({ path: 'a', methods: ['GET'] }, { path: 'a', methods: ['ANY'] })).toEqual(['b1'])
})

test('what is not written yet, not known before it runs, or switched off, is at no address', () => {
  expect(at({}, { path: '' }, { path: '{{ vars.path }}' }, { path: '{{ vars.path }}' })).toEqual([])
  const document = flowWith({ path: 'a' }, { path: 'a' })
  const blocks = document.blocks.map((block, i) =>
    i === 0 ? { ...block, options: { disabled: true } } : block,
  )
  expect(sharedAddresses({ ...document, blocks })).toEqual([])
})
