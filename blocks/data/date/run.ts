import type { DateTime, Zone } from 'luxon'
import { type ConfigOf, implement } from '#shared/block'
import { AppError } from '#shared/error'
import { findZone } from '#shared/expression'
import type { Json, JsonObject } from '#shared/flow'
import { knownLocale } from '#shared/text'
import { date as declaration } from './block.ts'
import { readMoment } from './read-moment.ts'

type Config = ConfigOf<typeof declaration.fields>
type Single = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond'

export const run = implement(declaration, (config, ctx) => {
  const zone = zoneOf(config.zone, ctx.zone)
  const locale = knownLocale(config.locale, 'locale')
  const read = (field: 'date' | 'until'): DateTime => {
    const value = config[field]
    // left empty it is now, by its default: so an expression gave nothing, and now would be a guess
    if (value === undefined || value === null || value === '') throw noDate(field)
    return readMoment(value, { zone, locale, reads: config.reads, field })
  }
  return { next: made(config, read) }
})

function made(config: Config, read: (field: 'date' | 'until') => DateTime): Json {
  const { amount, unit, pattern, whole } = config
  const at = read('date')
  const one = unit.slice(0, -1) as Single
  switch (config.do) {
    case 'make':
      return asText(at)
    case 'format':
      return at.toFormat(pattern)
    case 'shift':
      return asText(at.plus({ [unit]: amount }))
    case 'start':
      return asText(at.startOf(one))
    case 'end':
      return asText(at.endOf(one))
    case 'parts':
      return partsOf(at)
    case 'difference': {
      const between = read('until').diff(at, unit).as(unit)
      return whole ? Math.trunc(between) : between
    }
  }
}

const noDate = (field: string): AppError =>
  new AppError({
    code: 'data.not-a-date',
    message: 'There is no date to reckon with: its expression gave nothing.',
    fix: 'Look at the values that the expression names, or leave the field empty for now.',
    details: { field },
  })

/** As every date travels between blocks: in UTC, so that texts of dates stand in the order of time. */
function asText(date: DateTime): string {
  const text = date.toUTC().toISO()
  if (text !== null) return text
  throw new AppError({
    code: 'data.date-out-of-range',
    message: 'The date would be further away than dates go: 270,000 years.',
    fix: 'Move it by less.',
    details: { field: 'amount' },
  })
}

function partsOf(at: DateTime): JsonObject {
  const { year, month, day, hour, minute, second, millisecond, weekday, quarter } = at
  return {
    ...{ year, month, day, hour, minute, second, millisecond, weekday, quarter },
    weekdayName: at.weekdayLong ?? '',
    monthName: at.monthLong ?? '',
    week: at.weekNumber,
    weekYear: at.weekYear,
    dayOfYear: at.ordinal,
    daysInMonth: at.daysInMonth ?? 0,
    zone: at.zoneName ?? '',
    offset: at.toFormat('ZZ'),
    milliseconds: at.toMillis(),
    text: at.toISO() ?? '',
  }
}

function zoneOf(name: string | undefined, own: string): Zone {
  const known = findZone(name?.trim() || own)
  if (known) return known
  throw new AppError({
    code: 'data.bad-zone',
    message: `"${name}" is not a time zone.`,
    fix: 'Write one such as Europe/Berlin, UTC or UTC+2.',
    details: { field: 'zone' },
  })
}
