import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isHeavy } from '#shared/block'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { splitText } from './block.ts'
import { between, betweenMatches, linesOf, piecesOf } from './pieces.ts'

const text = '{{ input }}'
const all = { trim: false, dropEmpty: false }

describeBlock(splitText, import.meta.dirname, ({ output, failure, fixture }) => {
  test('knows lines, words, separators, patterns and lengths', async () => {
    expect((await fixture('shopping', { input: ' milk\r\n\nbread \reggs\n' })).output).toEqual([
      'milk',
      'bread',
      'eggs',
    ])
    expect(await output({ text, at: 'blanks' }, '  one\ttwo\n three ')).toEqual(['one', 'two', 'three'])
    expect(await output({ text, at: 'separator', separator: '; ' }, 'a; b;c')).toEqual(['a', 'b;c'])
    expect(await output({ text, at: 'separator', separator: '\\t' }, 'a\tb')).toEqual(['a', 'b'])
    expect(await output({ text, at: 'separator', separator: '\\' }, 'C:\\a\\b')).toEqual(['C:', 'a', 'b'])
    expect(await output({ text, at: 'pattern', pattern: '(\\s*)[,;]\\s*' }, 'a ,b;c')).toEqual([
      'a',
      'b',
      'c',
    ])
    expect(await output({ text, at: 'length', size: 2 }, 'ab😀d')).toEqual(['ab', '😀d'])
  })

  test('gives what a pattern finds, with its named groups as fields', async () => {
    expect(await output({ text, at: 'matches', pattern: '\\d+' }, 'a 1 b 22')).toEqual(['1', '22'])
    expect(await output({ text, at: 'matches', pattern: 'x=(\\d)?', ...all }, 'x=1 x=')).toEqual([
      'x=1',
      'x=',
    ])
    expect(await output({ text, at: 'matches', pattern: '(?<a>\\d)(?<b>x)?' }, '1x 2')).toEqual([
      { a: '1', b: 'x' },
      { a: '2', b: null },
    ])
    expect(
      await output({ text, at: 'matches', pattern: '^b', byLine: true, ignoreCase: true }, 'a\nB'),
    ).toEqual(['B'])
  })

  test('keeps blanks and empty parts where they count', async () => {
    expect(await output({ text, at: 'separator', ...all }, 'a, b,,')).toEqual(['a', ' b', '', ''])
    expect(await output({ text, at: 'lines', ...all }, ' a\n\n')).toEqual([' a', ''])
    expect(await output({ text: '{{ input.none }}' }, {})).toEqual([])
    expect(await output({ text, ...all }, '')).toEqual([])
    expect(await output({ text, at: 'separator', ...all }, '')).toEqual([''])
  })

  test('says what is missing, and what is no pattern', async () => {
    expect((await failure({ text, at: 'matches' }, 'a')).message).toContain('"Pattern" is missing')
    const wrong = await failure({ text, at: 'pattern', pattern: '(a' }, 'a')
    expect(wrong).toMatchObject({ code: 'data.bad-pattern', details: { field: 'pattern' } })
    expect(wrong.message).toContain('The pattern "(a" is no regular expression: unterminated group.')
  })

  test('works in the pool where a pattern is used, and has ten seconds', () => {
    const heavy = (at: string) => isHeavy(splitText, { at, pattern: '(a+)+', text: 'a'.repeat(50) })
    expect(['pattern', 'matches', 'lines', 'separator'].map(heavy)).toEqual([true, true, false, false])
    expect(splitText.defaults?.timeout).toBe('10s')
  })

  test('splits a text of a million lines', async () => {
    expect(await output({ text }, 'line\n'.repeat(1_000_000))).toHaveLength(1_000_000)
  })
})

describe('the pieces of any text', () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', ',', '😀') })

  test('are what the engine would say', () => {
    fc.assert(
      fc.property(line, (whole) => {
        expect([...between(whole, ',')]).toEqual(whole.split(','))
        expect([...betweenMatches(whole, /a+|,/gu)]).toEqual(whole.split(/a+|,/u))
        expect([...betweenMatches(whole, /(?:)/gu)]).toEqual(whole === '' ? [''] : whole.split(/(?:)/u))
        const lines = whole.split(/\r\n|\n|\r/)
        if (lines.at(-1) === '') lines.pop()
        expect([...linesOf(whole)]).toEqual(lines)
        expect([...piecesOf(whole, 3)].join('')).toBe(whole)
        expect([...piecesOf(whole, 3)].slice(0, -1).every((piece) => [...piece].length === 3)).toBe(true)
      }),
    )
  })
})
