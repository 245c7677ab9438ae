import { sayMilliseconds, saySeconds, sayTook } from '../../ui/say-time.ts'

/** One time along an axis, in ms: the ends say their unit, what lies between goes without. */
export function sayTick(tick: number, i: number, whole: number, count: number): string {
  // under a second tenths of one would lie too far apart to tell the ticks from one another
  const [number, withUnit] =
    whole < 1000 ? [Math.round(tick), sayMilliseconds] : [seconds(tick, whole), saySeconds]
  if (i === 0) return withUnit(0)
  if (whole >= 60_000) return sayTook(tick)
  if (i === count - 1) return whole < 1000 ? sayMilliseconds(tick) : sayTook(tick)
  return String(number)
}

const seconds = (tick: number, whole: number) =>
  whole < 9950 ? (tick / 1000).toFixed(1) : String(Math.round(tick / 1000))
