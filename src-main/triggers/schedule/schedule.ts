import { type CatchUp, nextTime, readSchedule, readZone, timesBetween } from '#shared/schedule'
import { Timetable } from '../timetable.ts'
import type { TriggerKind } from '../trigger-runner.ts'

/** Fires at the times of a cron pattern or of words, in a time zone. */
export const schedule: TriggerKind = {
  type: 'start/schedule',
  make(host) {
    const timetable = new Timetable(host)
    return {
      arm(hat) {
        const { cron, zone: named, catchUp } = host.config(hat)
        const times = readSchedule(String(cron))
        const zone = typeof named === 'string' && named.trim() !== '' ? readZone(named) : host.zone
        timetable.arm(hat, {
          name: `${zone} ${times.crons.join(' | ')}`,
          rule: catchUp as CatchUp,
          next: (after) => nextTime(times, zone, after),
          between: (after, upTo, limit) => timesBetween(times, zone, after, upTo, limit),
          delay: () => 0,
        })
      },
      disarm: (hat) => timetable.disarm(hat),
      nextTimes: (hat, count) => timetable.nextTimes(hat, count),
      woke: () => timetable.woke(),
      close: () => timetable.stop(),
    }
  },
}
