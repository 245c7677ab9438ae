import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { payloadCheck } from '../../../../src-main/triggers/event/payload-schema.ts'
import { fieldsOfPayload, fieldsOfSchema, PAYLOAD_KINDS, schemaOfFields } from './payload-fields.ts'

const field = fc.record({
  // names that are whole numbers would be put first by JavaScript
  name: fc.string({ minLength: 1 }).filter((name) => !/^\d+$/.test(name)),
  kind: fc.constantFrom(...PAYLOAD_KINDS),
  required: fc.boolean(),
})
const fields = fc.uniqueArray(field, { selector: ({ name }) => name, maxLength: 12 })

describe('the fields of an event', () => {
  test('that are kept as a schema are read back as they were', () => {
    fc.assert(
      fc.property(fields, (all) => {
        expect(fieldsOfSchema(schemaOfFields(all))).toEqual(all)
      }),
    )
  })

  test('that are read from a schema say the same schema again, else it is none of theirs', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const schema = JSON.parse(text) as Json
        const read = fieldsOfSchema(schema)
        if (read !== null && read.length > 0) expect(schemaOfFields(read)).toEqual(schema)
      }),
    )
  })

  test('that are made of a payload take that payload', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (payload) => {
        const made = fieldsOfPayload(payload as Json)
        const schema = made && schemaOfFields(made)
        if (schema) expect(payloadCheck(schema)(payload as Json)).toBeNull()
      }),
    )
  })

  test('are known by what they held', () => {
    const paid = {
      id: 'A7',
      total: 9.5,
      gift: false,
      at: '2026-03-01T09:30:00Z',
      lines: [],
      by: {},
      note: null,
    }
    expect(fieldsOfPayload(paid)?.map(({ name, kind, required }) => [name, kind, required])).toEqual([
      ['id', 'text', true],
      ['total', 'number', true],
      ['gift', 'yesNo', true],
      ['at', 'moment', true],
      ['lines', 'list', true],
      ['by', 'object', true],
      ['note', 'anything', false],
    ])
    for (const none of [null, 7, 'seven', [1], {}]) expect(fieldsOfPayload(none)).toBeNull()
  })

  test.each([
    ['a limit of a number', { type: 'object', properties: { n: { type: 'number', minimum: 1 } } }],
    ['nothing else allowed', { type: 'object', properties: { n: {} }, additionalProperties: false }],
    ['a field that is only required', { type: 'object', properties: { n: {} }, required: ['m'] }],
    ['another kind than an object', { type: 'array' }],
    ['no field', { type: 'object', properties: {} }],
    ['anything', true],
    ['a slip', 'object'],
  ])('are none where a schema says more than a table: %s', (_what, schema) => {
    expect(fieldsOfSchema(schema as Json)).toBeNull()
  })

  test('are no schema while none has a name', () => {
    expect(schemaOfFields([{ name: '', kind: 'text', required: true }])).toBeUndefined()
    expect(fieldsOfSchema(undefined)).toEqual([])
  })
})
