import type { Dues } from './times-between.ts'

/** What to do with times that were missed while the machine was off or asleep. */
export type CatchUp = 'latest' | 'all' | 'none'

/** One run that starts: when it was due, and how many times before it went by without one. */
export type Due = { readonly due: number; readonly missed: number }

/** At most this many runs make up for missed times. */
export const MOST_CAUGHT_UP = 100

/**
 * What starts now, oldest first. All due times but those that start are let go: `latest` starts the newest and says
 * how many it stands for; `all` starts each, the newest 100, the oldest of which says how many were let go; `none`
 * starts the newest only when it is due now, within `grace`.
 * @param dues since the last one that started, with (at least) the newest 100 by name
 * @param now ms since 1970
 * @param grace how late a time may be and still count as now, in ms
 */
export function missedOf(order: { dues: Dues; rule: CatchUp; now: number; grace: number }): {
  starts: Due[]
  letGo: number
} {
  const times = chosen(order)
  const letGo = order.dues.count - times.length
  return { starts: times.map((due, i) => ({ due, missed: i === 0 ? letGo : 0 })), letGo }
}

function chosen({ dues, rule, now, grace }: Parameters<typeof missedOf>[0]): readonly number[] {
  if (rule === 'all') return dues.times.slice(-MOST_CAUGHT_UP)
  const newest = dues.times.slice(-1)
  return rule === 'latest' ? newest : newest.filter((due) => due >= now - grace)
}
