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
 * A cron pattern in 0.1 KB, as its dials and days are shared with others that have the same: croner's own object holds
 * a flag for each year until 9999 (80 KB), and croner reads times in a zone of the machine, where we need them as they
 * stand on a wall.
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
/** Of all patterns, by the text of their fields. There are few different ones, and croner is asked once for each. */
const parts = {
  dials: new Map<string, Dial>(),
  months: new Map<string, number>(),
  days: new Map<string, DayRule>(),
}

/**
 * One for each text, shared by all schedules that have it.
 * @param cron 5 or 6 fields
 * @throws TypeError and RangeError of croner, without a place, for what `readSchedule` would not have given
 */
export function patternOf(cron: string): Pattern {
  const found = known.get(cron)
  if (found) return found
  const made = makePattern(cron)
  if (known.size >= MOST) for (const all of [known, ...Object.values(parts)]) all.clear()
  known.set(cron, made)
  return made
}

type Fields = readonly [string, string, string, string, string, string]

function makePattern(cron: string): Pattern {
  const [seconds, minutes, hours, dates, months, weekdays] = fieldsOf(cron)
  return {
    seconds: shared(parts.dials, `s ${seconds}`, () => dial(read([seconds, '*', '*', '*', '*', '*']).second)),
    minutes: shared(parts.dials, `m ${minutes}`, () => dial(read(['*', minutes, '*', '*', '*', '*']).minute)),
    hours: shared(parts.dials, `h ${hours}`, () => dial(read(['*', '*', hours, '*', '*', '*']).hour)),
    months: shared(parts.months, months, () => bits(read(['*', '*', '*', '*', months, '*']).month, 0)),
    // what one of the two means depends on the other
    days: shared(parts.days, `${dates} ${weekdays}`, () =>
      daysOf(read(['*', '*', '*', dates, '*', weekdays])),
    ),
    elapsed: EVERY_HOUR.has(hours),
  }
}

function fieldsOf(cron: string): Fields {
  const fields = cron.trim().split(/\s+/)
  // croner says what is wrong with another number of them
  if (fields.length < 5 || fields.length > 6) read(fields)
  return (fields.length === 5 ? ['0', ...fields] : fields) as unknown as Fields
}

const read = (fields: readonly string[]): CronPattern =>
  new CronPattern(fields.join(' '), undefined, { mode: '5-or-6-parts' })

const daysOf = (read: CronPattern): DayRule => ({
  dates: bits(read.day, 1),
  nearest: read.nearestWeekdays.flatMap((set, i) => (set ? [i + 1] : [])),
  last: read.lastDayOfMonth,
  lastWorkday: read.lastWeekday,
  weekdays: read.dayOfWeek.slice(0, 7),
  anyDate: read.starDOM,
  anyWeekday: read.starDOW,
  both: read.useAndLogic,
})

function shared<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
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
