import { IANAZone } from 'luxon'
import { AppError } from '#shared/error'
import { nearestWord } from '#shared/flow'

/**
 * Names that are zones: luxon asks the machine anew each time, and what that makes is 60 KB outside the heap, which
 * nobody collects before the heap itself is full.
 */
const known = new Set<string>()
const MOST = 1000

function isZone(name: string): boolean {
  if (known.has(name)) return true
  if (!IANAZone.isValidZone(name)) return false
  if (known.size < MOST) known.add(name)
  return true
}

/**
 * The name of a time zone, as the engine knows it: Europe/Berlin, UTC.
 * @throws AppError `schedule.unknown-zone`, with a name that was perhaps meant
 */
export function readZone(text: string): string {
  const name = text.trim()
  if (isZone(name)) return name
  const near = nearZone(name)
  throw new AppError({
    code: 'schedule.unknown-zone',
    message: name === '' ? 'The time zone is empty.' : `There is no time zone "${name}".`,
    fix: near
      ? `Did you mean ${near}?`
      : 'Write a region and a city, such as Europe/Berlin or America/New_York, or UTC.',
    details: { ...(near && { near }) },
  })
}

/** By its whole name, or by the city alone. */
function nearZone(name: string): string | undefined {
  if (name === '') return undefined
  const zones = Intl.supportedValuesOf('timeZone')
  const written = name.replaceAll(' ', '_')
  const cities = new Map(zones.map((zone) => [zone.slice(zone.lastIndexOf('/') + 1), zone]))
  const city = nearestWord(written.slice(written.lastIndexOf('/') + 1), cities.keys())
  return nearestWord(written, zones) ?? (city && cities.get(city))
}
