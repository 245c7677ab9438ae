import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, jsonHolds, textHolds, valueHolds, wantedOf } from './wanted-text.ts'

const jsonOf = (value: unknown) => Buffer.from(JSON.stringify(value))

describe('a text that is looked for', () => {
  test.each([
    ['Straße', 'STRASSE', false],
    ['Café', 'CAFE\u0301', true],
    ['ΟΔΟΣ Α', 'οδος', true],
    ['ΟΔΟΣΑΣ', 'ΟΔΟΣ', true],
    ['say "hi"\n', '"HI"\n', true],
    ['a\\b', 'A\\B', true],
    ['😀 done', '😀', true],
    ['n', '\\n', false],
    ['\n', 'n', false],
  ])('%j holds %j: %s', (text, words, holds) => {
    const wanted = wantedOf(words)
    expect(textHolds(text, wanted)).toBe(holds)
    expect(valueHolds([{ deep: [text] }], wanted)).toBe(holds)
    if (holds) expect(jsonHolds(jsonOf({ deep: text }), wanted.piece)).toBe(true)
  })

  test('is found in numbers, in yes and no and in keys; nothing is nothing', () => {
    expect(valueHolds({ total: 1234.5 }, wantedOf('34.5'))).toBe(true)
    expect(valueHolds({ done: true }, wantedOf('true'))).toBe(true)
    expect(valueHolds({ 'E-mail': 1 }, wantedOf('e-mail'))).toBe(true)
    expect(valueHolds([null], wantedOf('null'))).toBe(false)
  })

  test('is never missed by the look at JSON that comes before the look at values', () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
      fc.string({
        unit: fc.constantFrom('n', '\n', '"', '\\', 'e', '\u0301', 'Σ', 'u', '0', '\ud83d', '\ude00'),
      }),
    )
    fc.assert(
      fc.property(words, words, words, (before, within, after) => {
        const text = before + within + after
        const wanted = wantedOf(within)
        if (textHolds(text, wanted)) expect(jsonHolds(jsonOf({ text }), wanted.piece)).toBe(true)
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 2000 },
    )
  })

  test('is found where two slices of a long text meet', () => {
    const wanted = wantedOf('Nädel im Heu')
    for (let at = (4 << 20) - 20; at < (4 << 20) + 4; at += 1)
      expect(jsonHolds(Buffer.from(`${'x'.repeat(at)}NÄDEL IM HEU${'x'.repeat(99)}`), wanted.piece)).toBe(
        true,
      )
  })
})
