import { DateTime, type Zone } from 'luxon'
import { isObject, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import { readByPattern, readDate } from '#shared/expression'
import type { Json, JsonObject } from '#shared/flow'

/** How a date in the config is to be read. */
export type Reading = { zone: Zone; locale: string; reads: string | undefined; field: string }

/**
 * A date in its zone: from a text, from milliseconds since 1970, or from its parts.
 * @throws AppError `data.not-a-date`
 */
export function readMoment(value: Json, reading: Reading): DateTime {
  const { zone, locale, field } = reading
  const date = momentOf(value, reading)
  if (date.isValid) return date.setZone(zone).setLocale(locale)
  throw notADate(`${sayDate(value)} is no date`, field)
}

function momentOf(value: Json, reading: Reading): DateTime {
  const { zone, field } = reading
  if (typeof value === 'number') return DateTime.fromMillis(value, { zone })
  if (isObject(value)) return fromParts(value, reading)
  if (typeof value !== 'string')
    throw notADate(`A date is a text or a number, but got ${sayValue(value)}`, field)
  try {
    return reading.reads ? readByPattern(value, reading.reads, zone, reading.locale) : readDate(value, zone)
  } catch (error) {
    throw notADate(error instanceof Error ? error.message : String(error), field)
  }
}

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'] as const

function fromParts(value: JsonObject, { zone, field }: Reading): DateTime {
  const given = PARTS.filter((part) => value[part] !== undefined)
  const odd = given.find((part) => !Number.isInteger(value[part]))
  if (given.length === 0 || odd !== undefined)
    throw notADate(
      odd
        ? `"${odd}" of a date is a whole number, but got ${sayValue(value[odd])}`
        : `${sayDate(value)} is no date`,
      field,
    )
  return DateTime.fromObject(Object.fromEntries(given.map((part) => [part, value[part] as number])), { zone })
}

const sayDate = (value: Json): string =>
  isObject(value)
    ? JSON.stringify(value).slice(0, 80)
    : typeof value === 'string'
      ? `"${value}"`
      : String(value)

const notADate = (what: string, field: string): AppError =>
  new AppError({
    code: 'data.not-a-date',
    message: `${what}.`,
    fix: 'Give it as 2026-11-23 or 2026-11-23T10:00, or say under "The text is written as" how it is written: dd.MM.yyyy',
    details: { field },
  })
