import { describe, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { payloadCheck } from './payload-schema.ts'

const schema = {
  type: 'object',
  properties: {
    order: { type: 'number' },
    at: { type: 'string', format: 'date-time' },
    gift: { type: 'boolean' },
    size: { enum: ['small', 'large'] },
    lines: { type: 'array', items: { type: 'object', required: ['price'] } },
    'a/b~"c" ä#': { type: ['string', 'null'] },
    pair: { anyOf: [{ type: 'string' }, { type: 'array' }] },
    short: { type: 'string', maxLength: 2 },
  },
  required: ['order'],
}

describe('a payload that does not fit', () => {
  test.each<[string, Json, string]>([
    ['lacks a field', {}, '"order" is missing.'],
    ['is no object', 7, 'What it carries has to be an object with fields, and is a number.'],
    ['has a text for a number', { order: '7' }, '"order" has to be a number, and is a text.'],
    [
      'has a number for yes or no, deep in it two things lack',
      { order: 1, gift: 0, lines: [{ price: 1 }, {}] },
      '"gift" has to be yes or no (true or false), and is a number. "lines.1.price" is missing.',
    ],
    [
      'has a day without a time',
      { order: 1, at: '2026-03-01' },
      '"at" has to be a date and time with its zone, such as 2026-03-01T09:30:00Z.',
    ],
    ['has none of the choices', { order: 1, size: 'huge' }, '"size" has to be one of ["small","large"].'],
    [
      'has a name of odd letters',
      { order: 1, 'a/b~"c" ä#': 1 },
      '"a/b~"c" ä#" has to be a text or nothing (null), and is a number.',
    ],
    ['is too long', { order: 1, short: 'abc' }, '"short" does not fit: String is too long (3 > 2).'],
  ])('is told which field is wrong where it %s', (_what, payload, why) => {
    expect(payloadCheck(schema)(payload)).toBe(why)
  })

  test('is named by its place where one of several ways would do', () => {
    expect(payloadCheck(schema)({ order: 1, pair: 7 })).toContain('"pair" does not fit')
  })

  test('is told three things at most', () => {
    const many = { type: 'object', required: ['a', 'b', 'c', 'd'] }
    expect(payloadCheck(many)({})).toBe('"a" is missing. "b" is missing. "c" is missing.')
  })
})

describe('a schema', () => {
  test.each<[string, Json, string]>([
    ['with a slip', { type: 'objekt' }, '"objekt" at /type is no type. Did you mean "object"?'],
    [
      'with one deep in it',
      { type: 'object', properties: { lines: { type: 'array', items: { anyOf: [{ type: ['text'] }] } } } },
      '"text" at /properties/lines/items/anyOf/0/type is no type. It is one of string, number,',
    ],
    ['that is a list', [], 'A JSON Schema is an object.'],
  ])('%s cannot be used, and says where', (_what, given, words) => {
    expect(() => payloadCheck(given)).toThrow(words)
  })

  test('may have a field that is called type', () => {
    expect(payloadCheck({ properties: { type: { const: 'paid' } } })({ type: 'paid' })).toBeNull()
  })
})
