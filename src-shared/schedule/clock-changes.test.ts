// The rule for clock changes, held against a walk through every minute (or second) around them, which knows zones
// from Intl and patterns from croner, and nothing of the code it judges.
import { Cron } from 'croner'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextTime, nextTimes } from './next-time.ts'
import { readSchedule, type Schedule } from './schedule.ts'
import { timesBetween } from './times-between.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Zones and a day near which their clocks change. */
const CHANGES = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  // half an hour
  ['Australia/Lord_Howe', '2026-04-04'],
  ['Australia/Lord_Howe', '2026-10-03'],
  // no changes, and an offset of half an hour
  ['Asia/Kolkata', '2026-03-29'],
  ['UTC', '2026-10-25'],
  // at midnight, so that a day begins at 1:00, or the day before comes twice
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['Asia/Beirut', '2026-03-29'],
  ['Asia/Beirut', '2026-10-24'],
  ['America/Havana', '2026-03-08'],
  ['America/Santiago', '2026-04-05'],
  // two hours
  ['Antarctica/Troll', '2026-03-29'],
  ['Antarctica/Troll', '2026-10-25'],
  // the zone itself changed, for good
  ['America/Caracas', '2016-05-01'],
  ['Asia/Pyongyang', '2015-08-14'],
  ['Europe/Volgograd', '2020-12-26'],
  // 30 December 2011 was left out, and 21 August 1993
  ['Pacific/Apia', '2011-12-30'],
  ['Pacific/Kwajalein', '1993-08-21'],
  // during Ramadan
  ['Africa/Casablanca', '2026-02-15'],
  ['Africa/Casablanca', '2026-03-22'],
] as const

const shows = new Map<string, Intl.DateTimeFormat>()
function wallOf(zone: string, time: number): number {
  let show = shows.get(zone)
  if (!show) {
    const part = 'numeric'
    show = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', year: part, month: part, day: part },
      ...{ hour: part, minute: part, second: part },
    })
    shows.set(zone, show)
  }
  const [month, day, year, hour, minute, second] = (show.format(time).match(/\d+/g) ?? []).map(Number)
  return Date.UTC(year as number, (month as number) - 1, day, hour, minute, second)
}

type Walk = { from: number; walls: number[]; step: number }
const walks = new Map<string, Walk>()
/** What the wall shows, step by step. */
function walk(zone: string, from: number, to: number, step: number): Walk {
  const key = `${zone} ${from} ${step}`
  let known = walks.get(key)
  if (!known) {
    const walls: number[] = []
    for (let time = from; time <= to; time += step) walls.push(wallOf(zone, time))
    known = { from, walls, step }
    walks.set(key, known)
  }
  return known
}

/**
 * Whether the wall fits, as croner says: asked for each field alone, and once for each value of it, since a walk asks
 * for a hundred thousand wall times.
 */
function fitsOf(cron: string): (wall: number) => boolean {
  const fields = cron.split(' ')
  const [second, minute, hour, ...days] = fields.length === 6 ? fields : ['0', ...fields]
  const asked = (text: string, unit: number, values: number) => {
    const pattern = new Cron(text, { timezone: 'UTC', paused: true })
    const known = new Map<number, boolean>()
    return (wall: number) => {
      const value = Math.floor(wall / unit) % values
      const answer = known.get(value) ?? pattern.match(new Date(value * unit))
      known.set(value, answer)
      return answer
    }
  }
  const all = [
    asked(`${second} * * * * *`, 1000, 60),
    asked(`* ${minute} * * * *`, MINUTE, 60),
    asked(`* * ${hour} * * *`, HOUR, 24),
    asked(`* * * ${days.join(' ')}`, DAY, Number.POSITIVE_INFINITY),
  ]
  return (wall) => all.every((fits) => fits(wall))
}

/** All due times of a walk after its first `skip` steps, by going through it. */
function dueByWalking(cron: string, { from, walls, step }: Walk, skip: number): number[] {
  const fits = fitsOf(cron)
  const anyFits = (first: number, end: number) => {
    for (let wall = first; wall < end; wall += step) if (fits(wall)) return true
    return false
  }
  const elapsed = ['*', '*/1'].includes(cron.split(' ').at(-4) as string)
  const due: number[] = []
  let shown = -Infinity
  for (const [i, wall] of walls.entries()) {
    const first = wall > shown
    const left = first && wall > shown + step && shown > 0 && anyFits(shown + step, wall)
    const endOfMinute = Math.floor(wall / 60_000) * 60_000 + 60_000
    const fires = elapsed ? fits(wall) : first && (fits(wall) || (left && !anyFits(wall, endOfMinute)))
    if (fires && i >= skip) due.push(from + i * step)
    shown = Math.max(shown, wall)
  }
  return due
}

const schedule = (...crons: string[]): Schedule => ({ text: crons.join(), crons })

const list = (min: number, max: number) =>
  fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 }).map((all) => all.join())
const range = (min: number, max: number) =>
  fc
    .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
    .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`)
const step = (max: number) => fc.integer({ min: 1, max }).map((by) => `*/${by}`)
const star = fc.constant('*')
const smallHours = fc.oneof(list(0, 4), range(0, 4), step(5), fc.constantFrom('23', '0', '1-2', '2', '23,0'))
const minute = fc.oneof(star, step(30), list(0, 59), range(0, 59), fc.constant('0'))
const hour = fc.oneof(star, smallHours, smallHours, fc.constant('0-23'))
const date = fc.oneof({ weight: 4, arbitrary: star }, list(1, 31), fc.constantFrom('L', 'LW', '15W', '29-31'))
const weekday = fc.oneof(
  { weight: 4, arbitrary: star },
  range(0, 6),
  fc.constantFrom('0L', '6L', '0#1', '0#5', '+0'),
)
const fiveFields = fc.tuple(minute, hour, date, star, weekday).map((fields) => fields.join(' '))
const sixFields = fc
  .tuple(fc.oneof(step(30), list(0, 59), fc.constant('0')), minute, hour, star, star, star)
  .map((fields) => fields.join(' '))

describe.each(CHANGES)('in %s near %s', (zone, day) => {
  const middle = Date.parse(`${day}T12:00Z`)
  // the walk begins a day early, so that it knows what has been shown
  const [from, to] = [middle - 2 * DAY, middle + 2 * DAY]

  test('due times are those a walk through every minute finds, and are counted right', () => {
    const minutes = walk(zone, from - DAY, to, 60_000)
    fc.assert(
      fc.property(fiveFields, fc.nat({ max: 2 * DAY }), fc.nat({ max: 50 }), (cron, late, limit) => {
        const due = dueByWalking(cron, minutes, DAY / 60_000).filter((time) => time > from)
        const one = schedule(cron)
        const found = nextTimes(one, zone, from, due.length + 1).filter((time) => time <= to)
        expect(found).toEqual(due)
        const rest = due.filter((time) => time > from + late)
        expect(timesBetween(one, zone, from + late, to, limit)).toEqual({
          count: rest.length,
          times: limit === 0 ? [] : rest.slice(-limit),
        })
      }),
      { numRuns: 25 },
    )
  })
})

describe.each(CHANGES.slice(0, 8))('by the second, in %s near %s', (zone, day) => {
  test('due times are those a walk through every second finds', () => {
    const change = changeNear(zone, Date.parse(`${day}T12:00Z`))
    const [from, to] = [change - HOUR, change + 2 * HOUR]
    const seconds = walk(zone, from - 3 * HOUR, to, 1000)
    fc.assert(
      fc.property(sixFields, (cron) => {
        const due = dueByWalking(cron, seconds, (3 * HOUR) / 1000).filter((time) => time > from)
        const { count, times } = timesBetween(schedule(cron), zone, from, to, 100_000)
        expect(times).toEqual(due)
        expect(count).toBe(due.length)
      }),
      { numRuns: 8 },
    )
  })
})

function changeNear(zone: string, middle: number): number {
  for (let time = middle - 2 * DAY; time < middle + 2 * DAY; time += 60_000)
    if (wallOf(zone, time) - time !== wallOf(zone, time + 60_000) - time - 60_000) return time + 60_000
  return middle
}

test('several patterns of one schedule that are left out together fire once', () => {
  const both = schedule('0 2 * * *', '30 2 * * *')
  const [from, to] = [Date.parse('2026-03-28T12:00Z'), Date.parse('2026-03-29T12:00Z')]
  expect(timesBetween(both, 'Europe/Berlin', from, to, 9)).toEqual({
    count: 1,
    times: [Date.parse('2026-03-29T01:00Z')],
  })
})

function isRefused(cron: string): boolean {
  try {
    readSchedule(cron)
    return false
  } catch (error) {
    expect(error).toMatchObject({ code: 'schedule.never-fires' })
    return true
  }
}

test('times come one after the other, each after the one before, for years', () => {
  const zones = fc.constantFrom(...CHANGES.map(([zone]) => zone))
  const moment = fc.integer({ min: Date.parse('1975-01-01'), max: Date.parse('2090-01-01') })
  fc.assert(
    fc.property(fiveFields, zones, moment, (cron, zone, after) => {
      const times = nextTimes(schedule(cron), zone, after, 20)
      // the last working day is never a Sunday: what never comes is what is refused, and nothing else is
      expect(times).toHaveLength(isRefused(cron) ? 0 : 20)
      for (const [i, time] of times.entries()) {
        const before = times[i - 1] ?? after
        expect(time).toBeGreaterThan(before)
        // asked from anywhere in between, the answer is the same
        expect(nextTime(schedule(cron), zone, time - 1)).toBe(time)
        expect(nextTime(schedule(cron), zone, Math.floor((before + time) / 2))).toBe(time)
      }
      expect(timesBetween(schedule(cron), zone, after, times.at(-1) ?? after + DAY, 7)).toEqual({
        count: times.length,
        times: times.slice(-7),
      })
    }),
    { numRuns: 200 },
  )
})

test('without clock changes they are those of croner', () => {
  fc.assert(
    fc.property(fc.oneof(fiveFields, sixFields), fc.integer({ min: 0, max: 4e12 }), (cron, after) => {
      const theirs = new Cron(cron, { timezone: 'UTC', paused: true }).nextRuns(5, new Date(after))
      expect(nextTimes(schedule(cron), 'UTC', after, 5)).toEqual(theirs.map(Number))
    }),
    { numRuns: 500 },
  )
})
