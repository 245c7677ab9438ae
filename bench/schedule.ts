// What the due times of schedules cost: read, found and counted; and what 10,000 different ones take in memory.
// node --expose-gc bench/schedule.ts
import { nextTime, nextTimes, readSchedule, timesBetween } from '#shared/schedule'
import { type Figure, figureOf, keep, type Target } from './measure.ts'

const HOUR = 3_600_000
const NOW = Date.parse('2026-11-26T10:00Z')
const ROUNDS = 7
const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC']
const figures: Figure[] = []

/** Microseconds a call, over rounds, after one to warm up. */
function each(name: string, times: number, work: (i: number) => void, target?: Target): void {
  const values: number[] = []
  for (let round = -1; round < ROUNDS; round++) {
    const start = performance.now()
    for (let i = 0; i < times; i++) work(i)
    if (round >= 0) values.push(((performance.now() - start) * 1000) / times)
  }
  figures.push(figureOf(name, 'us', values, target))
}

for (const text of ['every weekday at 09:00', '*/15 * * * *', '0 12 29 2 *', '0 9 * * 1#1,5L']) {
  const schedule = readSchedule(text)
  each(`next time of ${text}`, 50_000, (i) => nextTime(schedule, 'Europe/Berlin', NOW + i * HOUR), {
    atMost: 100,
  })
}
const weekdays = readSchedule('every weekday at 09:00')
each('next five times of every weekday at 09:00', 10_000, (i) =>
  nextTimes(weekdays, 'America/New_York', NOW + i * HOUR, 5),
)
each('read every weekday at 09:00', 5_000, () => readSchedule('every weekday at 09:00'))
each('read 0 9 * * 1-5', 5_000, () => readSchedule('0 9 * * 1-5'))

const month = NOW + 31 * 24 * HOUR
for (const text of ['* * * * * *', '*/5 8-17 * * 1-5']) {
  const schedule = readSchedule(text)
  each(`count a month of ${text}, newest 100 by name`, 200, () =>
    timesBetween(schedule, 'Europe/Berlin', NOW, month, 100),
  )
}

/** Different patterns, in five zones. */
const many = Array.from(
  { length: 10_000 },
  (_, i) => `${i % 60} ${Math.floor(i / 60) % 24} * * ${i % 7}`,
).map((cron, i) => `${Math.floor(i / 1440)} ${cron}`)
globalThis.gc?.()
const before = process.memoryUsage().heapUsed
const start = process.cpuUsage()
const schedules = many.map(readSchedule)
for (const [i, schedule] of schedules.entries()) nextTime(schedule, ZONES[i % ZONES.length] as string, NOW)
const { user, system } = process.cpuUsage(start)
globalThis.gc?.()
figures.push(
  figureOf('10,000 different schedules read, and the next time of each: CPU time', 'ms', [
    (user + system) / 1000,
  ]),
)
figures.push(
  figureOf('memory of a schedule, of 10,000', 'KB', [
    (process.memoryUsage().heapUsed - before) / 1024 / schedules.length,
  ]),
)
keep('schedule', figures)
