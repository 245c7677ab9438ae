import { expect, test } from 'vitest'
import { z } from 'zod'
import { configSchema } from './config-schema.ts'
import { field } from './field.ts'
import { finishConfig } from './finish-config.ts'

const fields = {
  url: field.url({ title: 'Address', help: 'Where', required: true }),
  times: field.number({ title: 'Times', whole: true, min: 0, default: 3 }),
  method: field.choice([{ value: 'GET', title: 'GET' }], { title: 'Method', default: 'GET' }),
  map: field.map({ title: 'Map' }),
  value: field.value({ title: 'Value' }),
}
const schema = configSchema({ type: 'test/x', title: 'X', fields })

test('the schema names kinds, limits, choices, defaults and what is required', () => {
  expect(schema).toMatchObject({
    type: 'object',
    required: ['url'],
    additionalProperties: false,
    properties: {
      url: { title: 'Address', description: 'Where', type: 'string' },
      times: { type: 'integer', minimum: 0, default: 3 },
      method: { enum: ['GET'], default: 'GET' },
      map: { type: 'object' },
      value: { title: 'Value' },
    },
  })
})

test('a JSON Schema reader accepts what finishConfig makes, and refuses what it would refuse', () => {
  const reader = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
  const finished = finishConfig({ fields }, { url: 'https://example.org', times: '7', map: { a: 1 } })
  expect(reader.safeParse(finished).success).toBe(true)
  for (const broken of [
    {},
    { ...finished, times: -1 },
    { ...finished, method: 'PUT' },
    { ...finished, more: 1 },
  ])
    expect(reader.safeParse(broken).success).toBe(false)
})
