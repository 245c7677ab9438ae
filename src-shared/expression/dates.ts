import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon'
import { parseDuration } from '#shared/flow'

/** Words of months and days are English, so that a result is the same on every machine. */
const LOCALE = 'en-US'

const zones = new Map<string, Zone>()

/** An IANA zone, "utc" or a fixed "UTC+2"; UTC where the name is unknown. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  const zone = findZone(name) ?? FixedOffsetZone.utcInstance
  if (zones.size > 1000) zones.clear()
  zones.set(name, zone)
  return zone
}

export function findZone(name: string): Zone | null {
  const fixed = FixedOffsetZone.parseSpecifier(name)
  if (fixed) return fixed
  return IANAZone.isValidZone(name) ? IANAZone.create(name) : null
}

/**
 * @param date milliseconds since 1970, or a text such as "2026-11-23T10:00" (in the zone, if it names none)
 * @param pattern luxon's tokens: "yyyy-MM-dd HH:mm"
 */
export function formatDate(date: number | string, pattern: string, zone: string, ownZone: string): string {
  const name = zone || ownZone
  if (zone && !findZone(zone)) throw new Error(`"${zone}" is not a time zone`)
  const at = typeof date === 'number' ? DateTime.fromMillis(date) : readDate(date, zoneOf(ownZone))
  return at.setZone(zoneOf(name)).setLocale(LOCALE).toFormat(pattern)
}

/** Milliseconds since 1970 of a text: ISO 8601, RFC 2822, HTTP or SQL dates, or by a pattern. */
export function parseDate(text: string, pattern: string, zone: string): number {
  if (!pattern) return readDate(text, zoneOf(zone)).toMillis()
  return readByPattern(text, pattern, zoneOf(zone)).toMillis()
}

/** @throws Error when the text is not written so */
export function readByPattern(text: string, pattern: string, zone: Zone, locale = LOCALE): DateTime {
  const date = DateTime.fromFormat(text, pattern, { zone, locale })
  if (!date.isValid) throw new Error(`"${text}" is not a date of the form ${pattern}`)
  return date
}

/** Milliseconds since 1970, moved by a length of time such as "3d" or "-90m"; a day is 24 hours. */
export function addTime(date: number | string, time: string, zone: string): number {
  const start = typeof date === 'number' ? date : readDate(date, zoneOf(zone)).toMillis()
  const back = time.trim().startsWith('-')
  const length = parseDuration(back ? time.trim().slice(1) : time)
  return start + (back ? -length : length)
}

/**
 * A date as ISO 8601, RFC 2822, HTTP or SQL write it; in the zone, if it names none.
 * @throws Error when it is none of these
 */
export function readDate(text: string, zone: Zone): DateTime {
  const options = { zone, locale: LOCALE }
  for (const form of [DateTime.fromISO, DateTime.fromRFC2822, DateTime.fromHTTP, DateTime.fromSQL]) {
    const date = form(text.trim(), options)
    if (date.isValid) return date
  }
  throw new Error(`"${text}" is not a date`)
}
