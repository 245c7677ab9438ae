import Big from 'big.js'
import { type ConfigOf, implement, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { knownLocale } from '#shared/text'
import { asNumber } from '#shared/value'
import { number as declaration } from './block.ts'
import { parseNumber } from './parse-number.ts'

type Config = ConfigOf<typeof declaration.fields>

export const run = implement(declaration, (config) => {
  switch (config.do) {
    case 'round':
      return { next: rounded(given(config), config.digits ?? 0, config.direction) }
    case 'format':
      return { next: written(given(config), config) }
    case 'parse':
      return { next: read(config) }
    case 'clamp':
      return { next: within(given(config), config) }
  }
})

/** @throws AppError `data.not-a-number` */
function given({ number }: Config): number {
  const taken = asNumber(number)
  if (taken === undefined)
    throw new AppError({
      code: 'data.not-a-number',
      message: `A number is needed, but got ${sayValue(number)}.`,
      fix: 'Read it out of the text first, with "read the number".',
      details: { field: 'number' },
    })
  return taken
}

function read({ number, locale }: Config): number {
  if (typeof number === 'number') return number
  if (typeof number === 'string') return parseNumber(number, knownLocale(locale, 'locale'))
  throw new AppError({
    code: 'data.not-a-number',
    message: `A text with a number is needed, but got ${sayValue(number)}.`,
    fix: 'Give one text, such as {{ input.price }}.',
    details: { field: 'number' },
  })
}

/** By its decimals as they are written, as on paper: 1.005 to two digits is 1.01. */
function rounded(number: number, digits: number, direction: Config['direction']): number {
  const isNegative = number < 0
  const modes = { nearest: 1, even: 2, zero: 0, up: isNegative ? 0 : 3, down: isNegative ? 3 : 0 } as const
  return Number(new Big(number).round(digits, modes[direction]).toString())
}

function written(number: number, config: Config): string {
  const { style, digits, group, locale } = config
  const known = knownLocale(locale, 'locale')
  const fixed = digits === undefined ? undefined : Math.max(0, digits)
  const exact =
    digits === undefined
      ? number
      : rounded(number, style === 'percent' ? digits + 2 : digits, config.direction)
  const most = style === 'plain' ? { maximumFractionDigits: 20 } : {}
  return new Intl.NumberFormat(known, {
    ...(style === 'percent' && { style }),
    ...(style === 'currency' && { style, currency: currencyOf(config) }),
    ...(style === 'compact' && { notation: style }),
    useGrouping: group,
    ...(fixed === undefined ? most : { minimumFractionDigits: fixed, maximumFractionDigits: fixed }),
  }).format(style === 'compact' ? number : exact)
}

function currencyOf({ currency }: Config): string {
  const code = currency.trim().toUpperCase()
  if (/^[A-Z]{3}$/.test(code)) return code
  throw new AppError({
    code: 'data.bad-currency',
    message: `"${currency}" is not a currency.`,
    fix: 'Write its three letters: EUR, USD, CHF',
    details: { field: 'currency' },
  })
}

function within(number: number, { min, max }: Config): Json {
  if (min !== undefined && max !== undefined && min > max)
    throw new AppError({
      code: 'data.limits-crossed',
      message: `No number is above ${min} and below ${max}.`,
      fix: 'Let "Not below" be the smaller of the two.',
      details: { field: 'min' },
    })
  return Math.min(Math.max(number, min ?? number), max ?? Number.POSITIVE_INFINITY)
}
