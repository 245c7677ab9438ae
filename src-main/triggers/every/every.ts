import { parseDuration } from '#shared/flow'
import { makeDice } from '#shared/run'
import { type CatchUp, everyBetween, nextEvery, withJitter } from '#shared/schedule'
import { Timetable } from '../timetable.ts'
import type { Hat, TriggerHost, TriggerKind } from '../trigger-runner.ts'

/** Fires again and again, after the same time: counted from when it was first armed, so it does not drift. */
export const every: TriggerKind = {
  type: 'start/every',
  make(host) {
    const timetable = new Timetable(host)
    return {
      arm(hat) {
        const { every: text, jitter, catchUp } = host.config(hat)
        const interval = { anchor: anchorOf(hat, String(text), host), every: parseDuration(String(text)) }
        // never so late that the next time comes first
        const most = Math.min(jitter === undefined ? 0 : parseDuration(String(jitter)), interval.every - 1)
        const seed = host.dice.seed()
        timetable.arm(hat, {
          name: String(text),
          rule: catchUp as CatchUp,
          next: (after) => nextEvery(interval, after),
          between: (after, upTo, limit) => everyBetween(interval, after, upTo, limit),
          delay: (due) => withJitter(due, most, makeDice(seed + (due % 1_000_003))()) - due,
        })
      },
      disarm: (hat) => timetable.disarm(hat),
      nextTimes: (hat, count) => timetable.nextTimes(hat, count),
      woke: () => timetable.woke(),
      close: () => timetable.stop(),
    }
  },
}

/** One due time, from which all others follow: the planned one, while the interval is the same. */
function anchorOf(hat: Hat, text: string, host: TriggerHost): number {
  const { due, memory } = host.record(hat)
  return due !== null && memory === text ? due - parseDuration(text) : host.clock.now()
}
