import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { MONDAY_FIRST, MOST_PLAIN_TIMES } from '#shared/schedule'
import { Add, Remove } from '../controls/row-buttons.tsx'

/** A Sunday, in UTC: days of the week get their names from the language. */
const SUNDAY = Date.UTC(2023, 0, 1)
const dayName = (day: number, form: 'long' | 'short'): string =>
  new Intl.DateTimeFormat(i18next.language || 'en', { weekday: form, timeZone: 'UTC' }).format(
    SUNDAY + day * 86_400_000,
  )

type DaysProps = { days: readonly number[]; onChange(days: number[]): void }

/** Days of the week, Monday first. */
export function DaysChoice({ days, onChange }: DaysProps) {
  const { t } = useTranslation('hats')
  return (
    <fieldset className="schedule-days" aria-label={t('schedule.days')}>
      {MONDAY_FIRST.map((day) => (
        <Day
          key={day}
          label={dayName(day, 'long')}
          on={days.includes(day)}
          onTurn={() => onChange(MONDAY_FIRST.filter((one) => days.includes(one) !== (one === day)))}
        >
          {dayName(day, 'short')}
        </Day>
      ))}
    </fieldset>
  )
}

const DATES = Array.from({ length: 31 }, (_, i) => i + 1)

type DatesProps = {
  dates: readonly number[]
  last: boolean
  onChange(change: { dates: readonly number[]; last: boolean }): void
}

/** Days of the month, and its last one, whichever that is. */
export function DatesChoice({ dates, last, onChange }: DatesProps) {
  const { t } = useTranslation('hats')
  const beyond = dates.filter((date) => date > 28)
  return (
    <>
      <fieldset className="schedule-dates" aria-label={t('schedule.dates')}>
        {DATES.map((date) => (
          <Day
            key={date}
            label={t('schedule.date', { date })}
            on={dates.includes(date)}
            onTurn={() =>
              onChange({ last, dates: DATES.filter((one) => dates.includes(one) !== (one === date)) })
            }
          >
            {String(date)}
          </Day>
        ))}
        <Day label={t('schedule.lastDay')} on={last} onTurn={() => onChange({ dates, last: !last })} wide>
          {t('schedule.lastDay')}
        </Day>
      </fieldset>
      {beyond.length > 0 && !last && <p className="field-note muted">{t('schedule.shortMonths')}</p>}
    </>
  )
}

type DayProps = { label: string; on: boolean; onTurn(): void; wide?: boolean; children: string }

const Day = ({ label, on, onTurn, wide, children }: DayProps) => (
  <button
    type="button"
    className={`schedule-day ${wide ? 'schedule-day-wide' : ''}`}
    aria-pressed={on}
    aria-label={label}
    onClick={onTurn}
  >
    {children}
  </button>
)

type TimesProps = { times: readonly string[]; onChange(times: readonly string[]): void }

/** Times of the day, one or several. */
export function DayTimes({ times, onChange }: TimesProps) {
  const { t } = useTranslation('hats')
  return (
    <div className="schedule-times">
      <span className="schedule-at">{t('schedule.at')}</span>
      <div className="schedule-time-list">
        {times.map((time, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a time keeps its place while it is typed
          <span key={i} className="schedule-time">
            <span className={`input ${time === '' ? 'input-wrong' : ''}`}>
              <input
                type="time"
                aria-label={t('schedule.time', { number: i + 1 })}
                aria-invalid={time === '' || undefined}
                value={time}
                onChange={(event) => onChange(times.with(i, event.target.value))}
              />
            </span>
            {times.length > 1 && (
              <Remove
                label={t('schedule.removeTime', { number: i + 1 })}
                onClick={() => onChange(times.toSpliced(i, 1))}
              />
            )}
          </span>
        ))}
        {times.length < MOST_PLAIN_TIMES && (
          <Add onClick={() => onChange([...times, laterThan(times.at(-1))])}>{t('schedule.addTime')}</Add>
        )}
      </div>
    </div>
  )
}

/** An hour after the last one. */
function laterThan(time = '08:00'): string {
  const [hour = 8, minute = 0] = time.split(':').map(Number)
  return `${String((hour + 1) % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
