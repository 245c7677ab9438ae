import { expect, test } from 'vitest'
import { clockRemark } from './clock-remark.ts'
import { nextTimes } from './next-time.ts'
import { readSchedule } from './schedule.ts'

const BERLIN = 'Europe/Berlin'

/** The remarks of all due times of one day in Berlin, by the UTC time they fire at. */
function remarksOn(day: string, text: string) {
  const schedule = readSchedule(text)
  const start = Date.parse(`${day}T00:00:00Z`) - 3_600_000 * 2 - 1
  const times = nextTimes(schedule, BERLIN, start, 200).filter((at) => at <= start + 26 * 3_600_000)
  return times.flatMap((at) => {
    const remark = clockRemark(schedule, BERLIN, at)
    const meant = remark && 'meant' in remark ? ` ${new Date(remark.meant).toISOString().slice(11, 16)}` : ''
    return remark ? [`${new Date(at).toISOString().slice(11, 16)} ${remark.is}${meant}`] : []
  })
}

test.each([
  // clocks go from 02:00 to 03:00 at 01:00 UTC
  ['2026-03-29', 'every day at 02:30', ['01:00 moved 02:30']],
  ['2026-03-29', 'every day at 02:15 and 02:45', ['01:00 moved 02:15']],
  ['2026-03-29', 'every day at 02:30 and 03:00', ['01:00 left-out 02:30']],
  ['2026-03-29', 'every day at 03:00', []],
  ['2026-03-29', 'every 30 minutes', []],
  // and from 03:00 back to 02:00
  ['2026-10-25', 'every day at 02:30', ['00:30 first']],
  ['2026-10-25', 'every day at 03:00', []],
  ['2026-10-25', 'every 30 minutes', ['01:00 again', '01:30 again']],
  ['2026-11-26', 'every day at 02:30', []],
])('on %s, %s: %j', (day, text, remarks) => {
  expect(remarksOn(day, text)).toEqual(remarks)
})
