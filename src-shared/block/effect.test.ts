import { expect, test } from 'vitest'
import { effectOf, isIdempotent } from './effect.ts'
import { field } from './field.ts'

const request = {
  effect: { by: 'method', read: ['GET', 'HEAD'], otherwise: 'write' },
  idempotent: { by: 'honoursKey', when: [true] },
  fields: {
    method: field.text({ title: 'Method', default: 'GET' }),
    honoursKey: field.yesNo({ title: 'Knows the key', default: false }),
  },
} as const

test('an effect may depend on a field, its default included', () => {
  expect(effectOf(request, {})).toBe('read')
  expect(effectOf(request, { method: 'HEAD' })).toBe('read')
  expect(effectOf(request, { method: 'POST' })).toBe('write')
  expect(effectOf({ ...request, effect: 'pure' }, {})).toBe('pure')
})

test('so may whether it can be done twice', () => {
  expect(isIdempotent(request, {})).toBe(false)
  expect(isIdempotent(request, { honoursKey: true })).toBe(true)
  expect(isIdempotent({ ...request, idempotent: true }, {})).toBe(true)
  expect(isIdempotent({ ...request, idempotent: undefined }, {})).toBe(false)
})
