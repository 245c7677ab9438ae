import fc from 'fast-check'
import { expect, test } from 'vitest'
import { literalPattern, userPattern } from './user-pattern.ts'

const found = (pattern: string, text: string, options = {}) =>
  text.match(userPattern(pattern, { ignoreCase: false, ...options }, 'pattern'))

test('a pattern is read as Unicode wants it, and as it always was where that cannot be', () => {
  expect(found('\\p{L}+', 'äb 1')).toEqual(['äb'])
  expect(found('.', '😀')).toEqual(['😀'])
  expect(found('a\\-b', 'a-b')).toEqual(['a-b'])
  expect(found('^b$', 'a\nb', { byLine: true })).toEqual(['b'])
  expect(found('ä', 'Ä', { ignoreCase: true })).toEqual(['Ä'])
})

test('what is no pattern says why', () => {
  for (const [pattern, why] of [
    ['(a', 'unterminated group'],
    ['[z-a]', 'range out of order in character class'],
    ['a**', 'nothing to repeat'],
  ] as const)
    expect(() => found(pattern, '')).toThrow(
      expect.objectContaining({
        code: 'data.bad-pattern',
        message: `The pattern "${pattern}" is no regular expression: ${why}.`,
        details: { field: 'pattern' },
      }),
    )
})

test('a literal pattern fits exactly its text', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(text, text, text, (before, what, after) => {
      const whole = before + what + after
      const replaced = whole.replace(literalPattern(what, { ignoreCase: false }), () => '|')
      expect(replaced).toBe(whole.replaceAll(what, () => '|'))
    }),
  )
})
