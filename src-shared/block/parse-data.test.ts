import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '#shared/error'
import { parseData } from './parse-data.ts'

const refusal = (text: string): AppError => {
  try {
    parseData(text, 'a.json')
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

test('good JSON is a value, a byte order mark or not', () => {
  expect(parseData('\ufeff{"a":[1,null]}', 'a.json')).toEqual({ a: [1, null] })
})

test('broken JSON names line and column', () => {
  const error = refusal('{\n  "a": x\n}')
  expect(error.code).toBe('data.broken-json')
  expect(error.message).toMatch(/^a\.json is not valid JSON at line 2, column 8/)
  expect(error.details).toEqual({ line: 2, column: 8 })
})

test('text cut short anywhere is refused with a place', () => {
  const whole = '{"a": [1, {"b": "text"}]}'
  for (let at = 0; at < whole.length; at++) expect(refusal(whole.slice(0, at)).details.line).toBe(1)
})

test('a million brackets are refused and overflow nothing', () => {
  const depth = 1_000_000
  expect(refusal('['.repeat(depth) + ']'.repeat(depth)).code).toBe('data.too-deep')
})

test('what cannot travel between blocks is refused with its place', () => {
  expect(refusal('{"a":\n [1, 1e999]}')).toMatchObject({
    code: 'data.broken-json',
    message: 'a.json is not valid JSON at line 2, column 6: the number 1e999 is too large.',
  })
  expect(parseData('['.repeat(200) + ']'.repeat(200), 'a.json')).toHaveLength(1)
  expect(refusal(`\n${'['.repeat(201)}${']'.repeat(201)}`)).toMatchObject({
    code: 'data.too-deep',
    details: { line: 2, column: 201 },
  })
})

test('what most readers take is taken', () => {
  expect(parseData('{"a": 1, "a": 2, "constructor": 3}', 'a.json')).toEqual({ a: 2, constructor: 3 })
})

test('any text is read as JSON.parse reads it, or refused with a place', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'[]{},:"\\u01e9.-+ \nantrufls'.split('')),
    maxLength: 30,
  })
  fc.assert(
    fc.property(letters, (text) => {
      let value: unknown
      try {
        value = JSON.parse(text)
      } catch {
        expect(refusal(text).details.line).toBeGreaterThan(0)
        return
      }
      if (!/e\d{3}|\d{300}/.test(text)) expect(parseData(text, 'a.json')).toEqual(value)
    }),
    { numRuns: 2000 },
  )
})
