export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
export const MONTHS =
  'january february march april may june july august september october november december'.split(' ')

/** Said for politeness: they change nothing. */
export const FILLERS = new Set(
  'on at the of in and a an & , ; . past after oclock o clock is it starting run runs'.split(' '),
)

export const UNITS: Readonly<Record<string, Unit>> = {
  ...{ second: 'second', seconds: 'second', sec: 'second', secs: 'second', s: 'second' },
  ...{ minute: 'minute', minutes: 'minute', min: 'minute', mins: 'minute', m: 'minute' },
  ...{ hour: 'hour', hours: 'hour', hr: 'hour', hrs: 'hour', h: 'hour' },
  ...{ day: 'day', days: 'day', week: 'week', weeks: 'week' },
  ...{
    month: 'month',
    months: 'month',
    quarter: 'quarter',
    quarters: 'quarter',
    year: 'year',
    years: 'year',
  },
}
export type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'

/** One word for "every ...". */
export const ADVERBS: Readonly<Record<string, Unit>> = {
  ...{ hourly: 'hour', daily: 'day', nightly: 'day', weekly: 'week', monthly: 'month' },
  ...{ quarterly: 'quarter', yearly: 'year', annually: 'year' },
}

export const ORDINALS: Readonly<Record<string, number>> = {
  ...{
    first: 1,
    second: 2,
    third: 3,
    fourth: 4,
    fifth: 5,
    sixth: 6,
    seventh: 7,
    eighth: 8,
    ninth: 9,
    tenth: 10,
  },
}
export const COUNTS: Readonly<Record<string, number>> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, ten: 10, twelve: 12, fifteen: 15 },
  ...{ twenty: 20, thirty: 30, other: 2 },
}
export const WORKDAY_WORDS = ['weekday', 'weekdays', 'workday', 'workdays']
export const WEEKEND_WORDS = ['weekend', 'weekends']
export const UNTIL_WORDS = ['to', 'until', 'till', 'through', 'thru', '-', '–', '—']

/** 0 is Sunday: `mon`, `monday`, `mondays`, `tues`. */
export const weekdayOf = (word: string): number => within(WEEKDAYS, word.replace(/(?<=day)s$/, ''))
/** 1 is January: `jan`, `january`, `sept`. */
export const monthOf = (word: string): number => within(MONTHS, word) + 1

const within = (names: readonly string[], word: string): number =>
  word.length < 3
    ? -1
    : names.findIndex((name) => name.startsWith(word) && (word.length <= 5 || word === name))

/** All that is understood, for "did you mean". */
export const VOCABULARY: readonly string[] = [
  ...WEEKDAYS,
  ...MONTHS,
  ...Object.keys(UNITS).filter((word) => word.length > 3),
  ...Object.keys(ADVERBS),
  ...Object.keys(ORDINALS),
  ...['every', 'last', 'weekday', 'weekend', 'noon', 'midnight', 'from', 'between', 'half', 'until', 'other'],
]
