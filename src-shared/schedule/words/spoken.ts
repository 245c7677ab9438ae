import type { Token } from './tokens.ts'
import type { Unit } from './vocabulary.ts'

/** What was said, before it is made into patterns. Each part knows the word it comes from. */
export type Spoken = {
  /** `every 15 minutes`: seconds, minutes or hours */
  interval: { by: number; unit: 'second' | 'minute' | 'hour'; token: Token } | null
  /** `every day`, `every month`, `every year`: what has to be said besides */
  period: { unit: Exclude<Unit, 'second' | 'minute' | 'hour'>; by: number; token: Token } | null
  /** seconds of the day */
  times: { at: number; token: Token }[]
  /** `:30`: minutes of the hour */
  marks: { minute: number; token: Token }[]
  /** `from 9:00 to 17:00`: seconds of the day */
  span: { from: number; to: number; token: Token } | null
  /** `1`, `1#2`, `5L`: as cron writes them */
  weekdays: { value: string; token: Token }[]
  /** `1`, `L`, `LW`, `1W` */
  dates: { value: string; token: Token }[]
  months: { value: number; token: Token }[]
}

export const nothingSaid = (): Spoken => ({
  ...{ interval: null, period: null, times: [], marks: [], span: null, weekdays: [], dates: [], months: [] },
})
