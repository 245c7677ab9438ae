export { type ClockRemark, clockRemark } from './clock-remark.ts'
export { everyBetween, type Interval, nextEvery, withJitter } from './every-times.ts'
export { type CatchUp, type Due, MOST_CAUGHT_UP, missedOf } from './missed-times.ts'
export { nextTime, nextTimes } from './next-time.ts'
export {
  HOUR_STEPS,
  MINUTE_STEPS,
  MONDAY_FIRST,
  MOST_PLAIN_TIMES,
  type PlainSchedule,
  plainOf,
  plainWords,
} from './plain-schedule.ts'
export { readZone } from './read-zone.ts'
export { readSchedule, type Schedule } from './schedule.ts'
export { type Dues, timesBetween } from './times-between.ts'
export { wordsOf } from './words-of.ts'
