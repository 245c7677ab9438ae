import { type Schema, Validator } from '@cfworker/json-schema'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '#shared/flow'
import { PAYLOAD_KINDS, schemaOfFields } from './payload-fields.ts'
import { sampleOfSchema } from './payload-sample.ts'

const fits = (schema: Json, value: Json) => new Validator(schema as Schema, '2020-12').validate(value).valid

test('whatever fields the table asks for, what is made of them fits', () => {
  const field = fc.record({
    name: fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
    kind: fc.constantFrom(...PAYLOAD_KINDS),
    required: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.uniqueArray(field, { selector: ({ name }) => name, minLength: 1 }), (fields) => {
      const schema = schemaOfFields(fields) as JsonObject
      const sample = sampleOfSchema(schema)
      expect(Object.keys(sample as object).sort()).toEqual(fields.map(({ name }) => name).sort())
      expect(fits(schema, sample)).toBe(true)
    }),
  )
})

test.each<[JsonObject, Json]>([
  [{}, null],
  [{ type: 'integer', minimum: 2.5 }, 3],
  [{ type: 'number', exclusiveMinimum: 7 }, 8],
  [{ type: 'number', maximum: -4 }, -4],
  [{ type: 'number', exclusiveMaximum: 0 }, -1],
  [{ type: 'string', minLength: 6 }, 'text t'],
  [{ type: 'string', maxLength: 2 }, 'te'],
  [{ type: 'string', format: 'email' }, 'ada@example.org'],
  [{ type: ['string', 'null'] }, 'text'],
  [{ enum: ['new', 'paid'] }, 'new'],
  [{ const: 3 }, 3],
  [{ type: 'string', examples: ['A-7'] }, 'A-7'],
  [{ type: 'boolean', default: false }, false],
  [{ type: 'array', items: { type: 'number' }, minItems: 2 }, [1, 1]],
  [{ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] }, ['text', 1]],
  [{ anyOf: [{ type: 'boolean' }, { type: 'string' }] }, true],
  [
    {
      allOf: [{ properties: { a: { type: 'number' } } }, { type: 'object', required: ['a'] }],
      properties: { b: {} },
    },
    { a: 1, b: null },
  ],
  [{ $defs: { id: { type: 'integer' } }, properties: { id: { $ref: '#/$defs/id' } } }, { id: 1 }],
])('of %j it makes %j, which fits', (schema, sample) => {
  expect(sampleOfSchema(schema)).toEqual(sample)
  expect(fits(schema, sample)).toBe(true)
})

test('a schema that leads to itself comes to an end', () => {
  const schema = {
    type: 'object',
    properties: { child: { $ref: '#' }, other: { $ref: '#/properties/other' } },
  }
  expect(JSON.stringify(sampleOfSchema(schema)).length).toBeLessThan(500)
})
