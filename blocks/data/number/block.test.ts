import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { number as declaration } from './block.ts'
import { parseNumber } from './parse-number.ts'

describeBlock(declaration, import.meta.dirname, ({ output, failure, fixture }) => {
  test('rounds as on paper, in every direction', async () => {
    const rounded =
      (direction: string, digits = 0) =>
      (number: number) =>
        output({ digits, direction }, number)
    const numbers = [2.5, -2.5, 1.4, -1.4]
    const all = (how: ReturnType<typeof rounded>) => Promise.all(numbers.map(how))
    expect(await all(rounded('nearest'))).toEqual([3, -3, 1, -1])
    expect(await all(rounded('even'))).toEqual([2, -2, 1, -1])
    expect(await all(rounded('up'))).toEqual([3, -2, 2, -1])
    expect(await all(rounded('down'))).toEqual([2, -3, 1, -2])
    expect(await all(rounded('zero'))).toEqual([2, -2, 1, -1])
    expect(await output({ digits: -2 }, 1250)).toBe(1300)
    expect(await output({ digits: 2 }, '1.005')).toBe(1.01)
    expect(await output({ digits: 2 }, 1e300)).toBe(1e300)
    expect(await output({}, -0.2)).toBe(0)
  })

  test('writes as people do', async () => {
    const write = (config: object, number = 1234.5) => output({ do: 'format', ...config }, number)
    // which of the two marks stands between thousands goes by the machine's own tables of languages
    expect((await fixture('price', { input: { price: 1234.5 } })).output).toMatch(/^CHF\u00a01[’']234\.50$/)
    expect(await write({})).toBe('1,234.5')
    expect(await write({ digits: 2, locale: 'de', group: false })).toBe('1234,50')
    expect(await write({ digits: 0 })).toBe('1,235')
    expect(await write({ digits: 2 }, 1.005)).toBe('1.01')
    expect(await write({ digits: -3 })).toBe('1,000')
    expect(await write({ style: 'percent', digits: 1 }, 0.125)).toBe('12.5%')
    expect(await write({ style: 'percent' }, 0.5)).toBe('50%')
    expect(await write({ style: 'compact', locale: 'en' }, 1_234_567)).toBe('1.2M')
    expect(await write({ style: 'currency', currency: 'usd' })).toBe('$1,234.50')
    expect(await write({}, 1e-7)).toBe('0.0000001')
  })

  test('keeps a number within limits', async () => {
    const kept = (number: number, limits: object) => output({ do: 'clamp', ...limits }, number)
    expect(await kept(5, { min: 10 })).toBe(10)
    expect(await kept(50, { max: 10 })).toBe(10)
    expect(await kept(7, { min: 5, max: 10 })).toBe(7)
    expect(await kept(7, {})).toBe(7)
  })

  test.each([
    [{}, 'twelve', 'data.not-a-number', 'A number is needed, but got the text "twelve".'],
    [{}, [1], 'data.not-a-number', 'A number is needed, but got a list of 1.'],
    [
      { do: 'parse' },
      '1.234,56',
      'data.not-a-number',
      '"1.234,56" is not a number as it is written in "en" (-1,234.5).',
    ],
    [
      { do: 'parse' },
      { a: 1 },
      'data.not-a-number',
      'A text with a number is needed, but got an object with a.',
    ],
    [{ do: 'parse', locale: 'x y' }, '1', 'data.bad-locale', '"x y" is not the tag of a language.'],
    [{ do: 'clamp', min: 10, max: 5 }, 1, 'config.out-of-range', '"Not below" is 10, more than "Not above"'],
    [
      { do: 'clamp', min: '{{ input }}', max: 5 },
      10,
      'data.limits-crossed',
      'No number is above 10 and below 5.',
    ],
    [
      { do: 'format', style: 'currency', currency: 'Euro' },
      1,
      'data.bad-currency',
      '"Euro" is not a currency.',
    ],
  ])('with %j refuses %j', async (config, input, code, words) => {
    const error = await failure(config, input)
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
  })

  test('gives on what is a number already', async () => {
    expect(await output({ do: 'parse' }, 5.5)).toBe(5.5)
  })
})

describe('a number in a text', () => {
  test.each([
    ['1,234,567.89', 'en', 1234567.89],
    ['1234.5', 'en', 1234.5],
    ['.5', 'en', 0.5],
    ['5.', 'en', 5],
    ['+5', 'en', 5],
    ['−5', 'en', -5],
    ['5-', 'en', -5],
    ['(1,234.50)', 'en', -1234.5],
    ['$ -12.50', 'en', -12.5],
    ['-$12.50', 'en', -12.5],
    ['12.5e3', 'en', 12500],
    ['12 %', 'en', 0.12],
    ['7.1%', 'en', 0.071],
    ['12,34,567', 'en-IN', 1234567],
    ['EUR 1.234,56', 'de', 1234.56],
    ['1.234,56 €', 'de', 1234.56],
    ["1'234.50 CHF", 'de-CH', 1234.5],
    ['1 234,5', 'fr', 1234.5],
    ['1\u202f234,5\u00a0€', 'fr', 1234.5],
    ['1 234 567,5 kr', 'sv', 1234567.5],
    ['١٬٢٣٤٫٥', 'ar-EG', 1234.5],
    ['१,२३४.५', 'hi-u-nu-deva', 1234.5],
  ])('%j in %s', (text, locale, number) => {
    expect(parseNumber(text, locale)).toBe(number)
  })

  test.each([
    '',
    ' ',
    '-',
    '.',
    '1,23',
    '1,2345',
    '12,345,67',
    '1.2.3',
    '--5',
    '-(5)',
    '(5',
    '5)',
    '12abc',
    '1 2',
    '1e999',
    '5%%',
    '9'.repeat(101),
    'NaN',
    '0x10',
  ])('refuses %j', (text) => {
    expect(() => parseNumber(text, 'en')).toThrow(expect.objectContaining({ code: 'data.not-a-number' }))
  })

  test('is read as it was written, in any language', () => {
    const locale = fc.constantFrom(
      'en',
      'de',
      'fr',
      'de-CH',
      'en-IN',
      'sv',
      'pl',
      'ar-EG',
      'fa',
      'ja',
      'pt-BR',
      'es',
    )
    const number = fc
      .tuple(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 3 }))
      .map(([n, d]) => n / 10 ** d)
    fc.assert(
      fc.property(locale, number, (language, n) => {
        const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 20 }).format(n)
        expect(parseNumber(plain, language)).toBe(n === 0 ? 0 : n)
      }),
      { numRuns: 500 },
    )
  })

  test('never takes long to be refused', () => {
    const part = fc.constantFrom('1', '23', ',', '.', ' ', '-', '(', '$', 'EUR', '123,')
    fc.assert(
      fc.property(fc.array(part, { minLength: 20, maxLength: 60 }), (parts) => {
        try {
          parseNumber(parts.join('').slice(0, 100), 'en')
        } catch (error) {
          expect((error as { code?: string }).code).toBe('data.not-a-number')
        }
      }),
    )
  })
})
