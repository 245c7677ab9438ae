import i18next from 'i18next'

/** A time as people say it: "12:04" today, "Yesterday, 12:04", then the date. `at` in ms since the epoch. */
export function sayWhen(at: number, now: number = Date.now()): string {
  const language = i18next.language || 'en'
  const days = dayOf(now) - dayOf(at)
  if (days === 0) return clock(at)
  if (days === 1) {
    const word = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-1, 'day')
    return `${word.charAt(0).toLocaleUpperCase(language)}${word.slice(1)}, ${clock(at)}`
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    ...(!sameYear && { year: 'numeric' }),
  }).format(at)
}

/** The local day as a number, counted so that two neighbours differ by one. */
const dayOf = (at: number): number => {
  const date = new Date(at)
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000)
}

const clock = (at: number): string => {
  const date = new Date(at)
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}
