import { saySeconds, sayTook } from '../../ui/say-time.ts'

/** One time along an axis, in ms: the ends say their unit, what lies between goes without. */
export function sayTick(tick: number, i: number, whole: number, count: number): string {
  if (i === count - 1 || whole >= 60_000) return sayTook(tick)
  if (i === 0) return whole < 100 ? sayTook(0) : saySeconds(0)
  if (whole < 100) return String(tick)
  return whole < 9950 ? (tick / 1000).toFixed(1) : String(Math.round(tick / 1000))
}
