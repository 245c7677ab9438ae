import { DateTime } from 'luxon'

/**
 * A time as feeds write it, as ISO in UTC: RFC 3339 (Atom, JSON Feed, Dublin Core) or RFC 822 (RSS), with what is
 * often wrong in the latter let pass: the day of the week, "UTC", a missing zone, month names in full. Null for what
 * is no time.
 */
export function feedTime(text: string | undefined): string | null {
  const trimmed = text?.trim()
  if (!trimmed) return null
  const time = /^\d{4}/.test(trimmed) ? iso(trimmed) : rfc822(trimmed)
  return time.isValid ? time.toUTC().toISO() : null
}

const iso = (text: string): DateTime =>
  DateTime.fromISO(text.replace(/^(\S+)\s+(?=\d)/, '$1T').replace(/\s+/g, ''), { zone: 'utc' })

function rfc822(text: string): DateTime {
  const plain = text
    .replace(/^[a-z]+\.?,?\s+/i, '')
    .replace(/([a-z]{3})[a-z]+(?=\s+\d)/i, '$1')
    .replace(/\b(UTC|Z)$/, 'GMT')
    .replace(/([+-]\d\d):(\d\d)$/, '$1$2')
  const withTime = /\d:\d/.test(plain) ? plain : `${plain} 00:00 GMT`
  const zoned = /(\s[+-]\d{4}|\s[A-Z]{2,4})$/.test(withTime) ? withTime : `${withTime} GMT`
  return DateTime.fromRFC2822(zoned, { zone: 'utc' })
}
