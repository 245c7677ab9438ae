import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseText } from '#shared/expression'
import { findExpressions } from './find-expressions.ts'

const spans = (text: string) => findExpressions(text).map(({ start, end }) => text.slice(start, end))

test.each([
  ['plain', []],
  ['{{ a }}', [' a ']],
  ['x {{ { a: { b: 1 } } }} y {{ b }}', [' { a: { b: 1 } } ', ' b ']],
  ['{{ "}}" }}', [' "}}" ']],
  ['{{ a /* }} */ }} {{ b // note }}', [' a /* }} */ ', ' b // note ']],
  ['\\{{ a }} {{ b }}', [' b ']],
  ['{{ (a) }} {{ ((b)) }}', [' (a) ', ' ((b)) ']],
  ['{{ ( }} {{ b }}', []],
  ['{{ a', []],
  [`{{ ${'('.repeat(50_000)} }}`, []],
])('%s', (text, found) => {
  expect(spans(text)).toEqual(found)
})

test('finds what the evaluator finds', () => {
  const bits = [
    '{{',
    '}}',
    '{',
    '}',
    '\\',
    ' ',
    'a',
    '"',
    "'",
    '`',
    '${',
    '(',
    ')',
    '.b',
    '[0]',
    '+',
    '/*',
    '*/',
    '//',
    '\n',
    ',',
    ':',
    '=>',
    '1',
  ]
  const text = fc.array(fc.constantFrom(...bits), { maxLength: 14 }).map((list) => list.join(''))
  let some = 0
  fc.assert(
    fc.property(text, text, (before, inside) => {
      const whole = `${before}{{ a${inside} }}`
      let parts: ReturnType<typeof parseText>['parts']
      try {
        parts = parseText(whole).parts
      } catch {
        return
      }
      const expected = parts.filter((part) => typeof part === 'object')
      some += expected.length
      expect(findExpressions(whole).map(({ start, end }) => [start - 2, end + 2])).toEqual(
        expected.map(({ start, end }) => [start, end]),
      )
    }),
    { numRuns: 2000 },
  )
  expect(some).toBeGreaterThan(50)
})
