import type { Json } from '#shared/flow'

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/
/** Excel has no days before, and 1900 has a 29 February in it. */
const FIRST = Date.UTC(1900, 2, 1)

/**
 * A date as ISO text, as the date a workbook holds, which has no time zone: with one in the text it is the time in
 * `zone`. Its fields are those of UTC.
 * @returns null where the value is no such text
 */
export function isoDate(value: Json, zone: string): { date: Date; hasTime: boolean } | null {
  const parts = typeof value === 'string' ? ISO.exec(value) : null
  if (!parts) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = parts
  const ms = Math.floor(Number(`0.${fraction || '0'}`) * 1000)
  const fields = [Number(year), Number(month) - 1, Number(day)] as const
  const date = new Date(Date.UTC(...fields, Number(hour), Number(minute), Number(second), ms))
  // 31 February would become a day in March
  if (date.getUTCMonth() !== fields[1] || date.getUTCDate() !== fields[2] || Number(hour) > 23) return null
  if (Number(minute) > 59 || Number(second) > 59) return null
  const held = offset === undefined ? date : inZone(new Date(value as string), zone)
  if (Number.isNaN(held.getTime()) || held.getTime() < FIRST) return null
  return { date: held, hasTime: parts[4] !== undefined }
}

/** The wall time of a moment in a zone, as if it were UTC. */
function inZone(moment: Date, zone: string): Date {
  if (Number.isNaN(moment.getTime())) return moment
  const parts = formatOf(zone).formatToParts(moment)
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  const ms = moment.getUTCMilliseconds()
  return new Date(
    Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'), ms),
  )
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making one takes long. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const two = '2-digit'
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: two, day: two, hour: two, minute: two, second: two },
  })
  formats.set(zone, format)
  return format
}
