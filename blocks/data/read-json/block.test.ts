import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isHeavy, strictJson } from '#shared/block'
import type { AppErrorShape } from '#shared/error'
import type { Json } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { readJson } from './block.ts'

const BAD = join(import.meta.dirname, 'fixtures', 'bad')

describeBlock(readJson, import.meta.dirname, ({ output, failure, fixture }) => {
  test('reads a value, or one on every line', async () => {
    expect((await fixture('order', { input: { body: '\ufeff{"lines": [{"n": 1}]}' } })).output).toEqual([
      { n: 1 },
    ])
    expect(await output({ lines: true }, '1\r\n\n"two"\r[3]\n')).toEqual([1, 'two', [3]])
    expect(await output({ lines: true, text: '{{ "\\n" }}' })).toEqual([])
  })

  test('gives on what is no text already', async () => {
    expect(await output({}, { a: [1, null, 'x'] })).toEqual({ a: [1, null, 'x'] })
    expect(await output({}, 5)).toBe(5)
  })

  test.each([
    [
      '{\n  "a": 1,\n  "b" 2\n}',
      'data.broken-json',
      3,
      7,
      'The text is not valid JSON at line 3, column 7: expected a colon (:)',
    ],
    ['[1, 2', 'data.broken-json', 1, 6, 'expected a comma or ], but the text ends.'],
    [
      '{"a": 1, "b": {"c": 1, "c": 2}}',
      'data.duplicate-key',
      1,
      24,
      'The key "c" stands twice in one object, the second time at line 1, column 24.',
    ],
    ['[1e999]', 'data.broken-json', 1, 2, 'the number 1e999 is too large'],
    [
      '{"__proto__": {"x": 1}}',
      'data.forbidden-key',
      1,
      2,
      'The key "__proto__" at line 1, column 2 is not allowed.',
    ],
    [
      `${'['.repeat(300)}${']'.repeat(300)}`,
      'data.too-deep',
      1,
      201,
      'The text is nested more than 200 levels deep',
    ],
  ])('of %s says what is wrong and where', async (text, code, line, column, words) => {
    const error = await failure({}, text)
    expect(error).toMatchObject({ code, details: { line, column, field: 'text' } })
    expect(error.message).toContain(words)
  })

  test('of many lines names the one', async () => {
    const error = await failure({ lines: true }, '1\n{"a": 1}\n{"a": }\n')
    expect(error).toMatchObject({ code: 'data.broken-json', details: { line: 3, column: 7 } })
    expect((await failure({}, '')).message).toContain('"Text" is empty')
  })

  test('reads long texts in the pool', () => {
    expect(isHeavy(readJson, { text: 'x'.repeat(1_000_001) })).toBe(true)
    expect(isHeavy(readJson, { text: '{}' })).toBe(false)
  })

  test('reads 100,000 lines', async () => {
    const lines = Array.from({ length: 100_000 }, (_, n) => JSON.stringify({ n, text: 'a "quoted" one: \\' }))
    expect(await output({ lines: true }, lines.join('\n'))).toHaveLength(100_000)
  })
})

test('reads what JSON.stringify writes, whatever it is', () => {
  const name = fc.string().filter((one) => !['__proto__', 'constructor', 'prototype'].includes(one))
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(null, true, '"', '\\', '\\"', ':', '":"'),
      fc.array(tie('any')),
      fc.dictionary(name, tie('any')),
    ),
  })).any
  fc.assert(
    fc.property(value, fc.constantFrom(0, 2), (any, indent) => {
      const text = JSON.stringify(any, null, indent)
      expect(strictJson(text, 'The text')).toEqual(JSON.parse(text))
    }),
  )
})

test('every bad file, and every file cut short, says where it is wrong or is read right', () => {
  const files = readdirSync(BAD)
  expect(files.length).toBeGreaterThan(8)
  for (const file of files) {
    const text = readFileSync(join(BAD, file), 'latin1')
    expect(told(text), file).toMatchObject({
      code: expect.stringMatching(/^data\./),
      details: { line: expect.any(Number) },
    })
    for (let i = 0; i < 20; i++) told(text.slice(0, Math.floor((text.length * i) / 20)))
  }
})

/** What is said of a text that is refused; anything but a plain word is a failure of the test. */
function told(text: string): AppErrorShape | undefined {
  let value: Json
  try {
    value = strictJson(text, 'The text')
  } catch (error) {
    const { code, message, details } = error as AppErrorShape
    expect(code).toMatch(/^data\./)
    expect(message).toMatch(/line \d+, column \d+/)
    expect(details).toMatchObject({ line: expect.any(Number), column: expect.any(Number) })
    return error as AppErrorShape
  }
  expect(value).toEqual(JSON.parse(text))
  return undefined
}
