import { AppError } from '#shared/error'

/** Signs of currencies that are not letters alone, and those that are and are common; ISO codes are three capitals. */
const CURRENCY = /(?:\p{Lu}{0,3}\p{Sc}|\p{Lu}{3}|kr\.?|zł|Kč|Ft|Fr\.?|лв\.?|руб\.?)/u.source
const LONGEST = 100

/**
 * A number as people write it in a language: `1.234,56 €`, `12 %` (0.12), `(5)` (-5, as accountants do).
 * @param locale BCP 47, known
 * @throws AppError `data.not-a-number`
 */
export function parseNumber(text: string, locale: string): number {
  const signs = signsOf(locale)
  const plain = text.length > LONGEST ? '' : withPlainDigits(text, signs.digits)
  const match = formOf(signs).exec(plain.trim())
  if (!match?.groups) throw notANumber(text, locale)
  const { open, before, after, whole = '', decimals = '', exponent = '', percent, last } = match.groups
  const isNegative = [open, before, after, last].filter((sign) => sign !== undefined && sign !== '+').length
  const digits = whole.replace(/[^\d]/g, '') || '0'
  const number = Number(`${digits}.${decimals || '0'}${exponent}${percent ? shift(exponent) : ''}`)
  if (!Number.isFinite(number) || isNegative > 1 || (open !== undefined) !== plain.trim().endsWith(')'))
    throw notANumber(text, locale)
  return isNegative === 1 && number !== 0 ? -number : number
}

/** Percent move the point by two, which is exact as text. */
const shift = (exponent: string): string => (exponent === '' ? 'e-2' : '')

type Signs = { group: string; decimal: string; digits: string }

function signsOf(locale: string): Signs {
  const format = new Intl.NumberFormat(locale)
  const parts = format.formatToParts(-1234567.8)
  const sign = (type: string, otherwise: string) =>
    parts.find((part) => part.type === type)?.value ?? otherwise
  const digits = new Intl.NumberFormat(locale, { useGrouping: false }).format(9876543210)
  return { group: sign('group', ','), decimal: sign('decimal', '.'), digits: [...digits].reverse().join('') }
}

/** Digits of another script become ours, blanks of every kind and minus signs of every kind become one. */
function withPlainDigits(text: string, digits: string): string {
  const own =
    digits === '0123456789'
      ? text
      : text.replace(/\p{Nd}/gu, (digit) => {
          const place = digits.indexOf(digit)
          return place < 0 ? digit : String(place)
        })
  return own
    .replace(/[\u00a0\u2007\u2009\u202f]/g, ' ')
    .replace(/[\u2212\u2013\ufe63\uff0d]/g, '-')
    .replace(/[\u200e\u200f\u061c]/g, '')
}

function formOf({ group, decimal }: Signs): RegExp {
  const apart = /\s/.test(group) ? ' ' : /['’]/.test(group) ? "['’]" : escaped(group)
  const point = escaped(decimal)
  const whole = String.raw`(?<whole>\d{1,3}(?:${apart}\d{2,3})*${apart}\d{3}|\d+)?`
  const decimals = String.raw`(?:${point}(?<decimals>\d*))?`
  const body = String.raw`(?=[\d${point}]*\d)${whole}${decimals}(?<exponent>[eE][+-]?\d{1,3})?`
  return new RegExp(
    String.raw`^(?<open>\()?\s*(?<before>[+-])?\s*(?:${CURRENCY}\s*)?(?<after>[+-])?\s*${body}\s*(?:${CURRENCY}|(?<percent>[%\u066a]))?\s*(?<last>-)?\s*\)?$`,
    'u',
  )
}

const escaped = (sign: string): string => sign.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

const notANumber = (text: string, locale: string): AppError =>
  new AppError({
    code: 'data.not-a-number',
    message: `"${text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text}" is not a number as it is written in "${locale}" (${new Intl.NumberFormat(locale).format(-1234.5)}).`,
    fix: 'Choose the language it is written in, or take out of the text what is not part of it.',
    details: { field: 'number' },
  })
