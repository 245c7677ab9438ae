import i18next from 'i18next'
import type { TriggerState } from '#shared/contract'
import { hatWords } from '../block-art/hat-words.ts'
import { sayDay } from '../say-time.ts'

export type TriggerStateName = TriggerState['state']

const say = (key: string, more: Record<string, unknown> = {}): string =>
  i18next.t(key, { ns: 'triggers', ...more })

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** "in 5 minutes", "2 hours ago". Both in ms since the epoch. */
export function sayAway(at: number, now: number): string {
  const away = at - now
  const [unit, ms] = UNITS.find(([, size]) => Math.abs(away) >= size * 0.95) ?? (['second', 1000] as const)
  const words = new Intl.RelativeTimeFormat(i18next.language || 'en', { numeric: 'always' })
  return words.format(Math.round(away / ms) || 0, unit)
}

/** What a trigger is about to do, in a few words: "in 5 minutes", "listening", "tries again". */
export function sayNext(trigger: TriggerState, now: number): string {
  const { state, next, retryAt } = trigger
  if (state === 'armed') return next === null ? say('listening') : sayAway(Math.max(next, now), now)
  if (state === 'failed' && retryAt !== null) return say('triesAgain')
  return say(`short.${state}`)
}

/** When that is: by the clock, or how soon it is tried again; empty where no time is planned. */
export function sayNextAt({ state, next, retryAt }: TriggerState, now: number): string {
  if (state === 'failed' && retryAt !== null) return sayAway(Math.max(retryAt, now), now)
  return state === 'armed' && next !== null ? sayDay(next, now) : ''
}

/** What stands beside a hat and is read to those who cannot see it: "on, next tomorrow, 09:00". */
export function sayStanding(trigger: TriggerState, now: number): string {
  const { state, next, error } = trigger
  if (state === 'armed')
    return next === null ? say('hat.listening') : say('hat.next', { when: sayDay(next, now) })
  if (state === 'failed') return say('hat.failed', { why: error?.message ?? '' })
  return say(`hat.${state}`)
}

export const sayState = (state: TriggerStateName): string => say(`state.${state}`)

/** The hat's sentence: "every weekday at 09:00". */
export const sayTriggerSentence = ({ type, config }: Pick<TriggerState, 'type' | 'config'>): string =>
  hatWords(type, config)

/** Longer lists of what starts a flow are counted. */
const MOST = 2

/** "every weekday at 09:00", "every 5 min and when POST arrives at orders, and 2 more". */
export function sayAll(triggers: readonly Pick<TriggerState, 'type' | 'config'>[]): string {
  const words = triggers.slice(0, MOST).map(sayTriggerSentence)
  const more = triggers.length - words.length
  return more > 0
    ? say('andMore', { words: words.join(', '), count: more })
    : new Intl.ListFormat(i18next.language || 'en').format(words)
}
