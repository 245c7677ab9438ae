import { CronPattern } from 'croner'

/** Which values of a field are set: what comes next and how many are below is looked up, not counted. */
export type Dial = {
  /** in rising order */
  readonly values: readonly number[]
  /** the least value that is `i` or more, -1 where there is none; for `i` up to one past the end */
  readonly atLeast: Int8Array
  /** how many values are less than `i` */
  readonly below: Uint8Array
}

/**
 * A cron pattern in 0.5 KB: croner's own object holds a flag for each year until 9999 (80 KB), and croner reads
 * times in a zone of the machine, where we need them as they stand on a wall.
 */
export type Pattern = {
  readonly seconds: Dial
  readonly minutes: Dial
  readonly hours: Dial
  /** bit 0 is January */
  readonly months: number
  readonly days: DayRule
  /** the hour field is a wildcard: it fires as time passes, whatever the clock on the wall does */
  readonly elapsed: boolean
}

export type DayRule = {
  /** bit 1 is the first of the month */
  readonly dates: number
  /** days whose nearest working day is meant (`15W`) */
  readonly nearest: readonly number[]
  readonly last: boolean
  readonly lastWorkday: boolean
  /** for each day of the week from Sunday: bit 0 the first in the month ... bit 4 the fifth, bit 5 the last */
  readonly weekdays: readonly number[]
  readonly anyDate: boolean
  readonly anyWeekday: boolean
  /** a date and a day of the week have to fit both (`+`), not one of them */
  readonly both: boolean
}

const EVERY_HOUR = new Set(['*', '?', '*/1'])
const MOST = 20_000
const known = new Map<string, Pattern>()

/**
 * One for each text, shared by all schedules that have it.
 * @param cron 5 or 6 fields
 * @throws TypeError and RangeError of croner, without a place, for what `readSchedule` would not have given
 */
export function patternOf(cron: string): Pattern {
  const found = known.get(cron)
  if (found) return found
  const made = makePattern(cron)
  if (known.size >= MOST) known.clear()
  known.set(cron, made)
  return made
}

function makePattern(cron: string): Pattern {
  const read = new CronPattern(cron, undefined, { mode: '5-or-6-parts' })
  const fields = cron.trim().split(/\s+/)
  return {
    seconds: dial(read.second),
    minutes: dial(read.minute),
    hours: dial(read.hour),
    months: bits(read.month, 0),
    days: {
      dates: bits(read.day, 1),
      nearest: read.nearestWeekdays.flatMap((set, i) => (set ? [i + 1] : [])),
      last: read.lastDayOfMonth,
      lastWorkday: read.lastWeekday,
      weekdays: read.dayOfWeek.slice(0, 7),
      anyDate: read.starDOM,
      anyWeekday: read.starDOW,
      both: read.useAndLogic,
    },
    elapsed: EVERY_HOUR.has(fields[fields.length - 4] as string),
  }
}

function dial(flags: readonly number[]): Dial {
  const values = flags.flatMap((set, i) => (set ? [i] : []))
  const atLeast = new Int8Array(flags.length + 1).fill(-1)
  const below = new Uint8Array(flags.length + 1)
  for (let i = flags.length - 1; i >= 0; i--) atLeast[i] = flags[i] ? i : (atLeast[i + 1] as number)
  for (let i = 0; i < flags.length; i++) below[i + 1] = (below[i] as number) + (flags[i] ? 1 : 0)
  return { values, atLeast, below }
}

const bits = (flags: readonly number[], first: number): number =>
  flags.reduce((all, set, i) => (set ? all | (1 << (i + first)) : all), 0)
