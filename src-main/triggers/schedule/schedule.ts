import { type CatchUp, type Dues, nextTime, readSchedule, readZone, timesBetween } from '#shared/schedule'
import { type Plan, Timetable } from '../timetable.ts'
import type { TriggerKind } from '../trigger-runner.ts'

/** Fires at the times of a cron pattern or of words, in a time zone. */
export const schedule: TriggerKind = {
  type: 'start/schedule',
  make(host) {
    const timetable = new Timetable(host)
    return {
      arm(hat) {
        const { cron, zone: named, catchUp } = host.config(hat)
        const zone = typeof named === 'string' && named.trim() !== '' ? readZone(named) : host.zone
        timetable.arm(hat, new SchedulePlan(readSchedule(String(cron)).crons, zone, catchUp as CatchUp))
      },
      disarm: (hat) => timetable.disarm(hat),
      nextTimes: (hat, count) => timetable.nextTimes(hat, count),
      woke: () => timetable.woke(),
      close: () => timetable.stop(),
    }
  },
}

/** Small: there may be ten thousand of them. What their patterns mean is worked out when it is asked, and shared. */
class SchedulePlan implements Plan {
  readonly crons: readonly string[]
  readonly zone: string
  readonly rule: CatchUp

  constructor(crons: readonly string[], zone: string, rule: CatchUp) {
    this.crons = crons
    this.zone = zone
    this.rule = rule
  }

  get name(): string {
    return `${this.zone} ${this.crons.join(' | ')}`
  }
  next(after: number): number | null {
    return nextTime(this, this.zone, after)
  }
  between(after: number, upTo: number, limit: number): Dues {
    return timesBetween(this, this.zone, after, upTo, limit)
  }
  delay(): number {
    return 0
  }
}
