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
