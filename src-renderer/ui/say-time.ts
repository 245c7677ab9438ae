import i18next from 'i18next'

const say = (key: string, more: Record<string, unknown>) => i18next.t(key, { ns: 'values', ...more })
const language = () => i18next.language || 'en'
const number = (value: number, digits: number) =>
  new Intl.NumberFormat(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  )

/** How long something took, in ms: "2 ms", "1.8 s", "1 min 34 s", "2 h 5 min", "3 d". */
export function sayTook(ms: number): string {
  if (ms < 100) return say('ms', { count: Math.round(ms) })
  if (ms < 9950) return say('s', { count: number(ms / 1000, 1) })
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return say('s', { count: seconds })
  if (seconds < 3600) return pair('min', Math.floor(seconds / 60), 's', seconds % 60)
  const minutes = Math.round(seconds / 60)
  if (minutes < 1440) return pair('h', Math.floor(minutes / 60), 'min', minutes % 60)
  const hours = Math.round(minutes / 60)
  return pair('d', Math.floor(hours / 24), 'h', hours % 24)
}

/** "1 min 34 s", and "2 min" where nothing is left over. */
const PAIRS = { min: 'minS', h: 'hMin', d: 'dH' } as const
const pair = (large: keyof typeof PAIRS, many: number, small: string, rest: number): string =>
  rest === 0 ? say(large, { count: many }) : say(PAIRS[large], { [large]: many, [small]: rest })

export const sayMilliseconds = (ms: number): string => say('ms', { count: Math.round(ms) })
export const saySeconds = (seconds: number): string => say('s', { count: seconds })

/** "12:04", with `seconds` "12:04:31". `at` in ms since the epoch, shown in this machine's zone. */
export function sayClock(at: number, seconds = false): string {
  const date = new Date(at)
  const parts = [date.getHours(), date.getMinutes(), ...(seconds ? [date.getSeconds()] : [])]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/** Local days between two times: 0 is the same day, 1 yesterday. */
export function daysBetween(at: number, now: number): number {
  return dayNumber(now) - dayNumber(at)
}

const dayNumber = (at: number): number => {
  const date = new Date(at)
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000)
}

/** The day alone: "today", "yesterday", "tomorrow", "3 May", "3 May 2025". */
export function sayDate(at: number, now: number): string {
  const days = daysBetween(at, now)
  if (Math.abs(days) <= 1)
    return new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(-days, 'day')
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  const form: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' }
  if (!sameYear) form.year = 'numeric'
  return new Intl.DateTimeFormat(language(), form).format(at)
}

/** Day and time: "today, 12:04", with `seconds` "today, 12:04:31". */
export const sayDay = (at: number, now: number, seconds = false): string =>
  `${sayDate(at, now)}, ${sayClock(at, seconds)}`

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(language()) + text.slice(1)
