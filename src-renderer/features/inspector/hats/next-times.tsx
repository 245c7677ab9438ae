import i18next from 'i18next'
import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { AppError } from '#shared/error'
import { type ClockRemark, clockRemark, nextTimes, readSchedule, readZone } from '#shared/schedule'
import { useClock } from '../../../ui/use-clock.ts'
import { useHostInfo } from './use-host-info.ts'

const TIMES = 5

type Due = { at: number; remark: ClockRemark | null }

/** The next times that a schedule is due, as it stands now, with what clock changes do to them. */
export function NextTimes({ text, zone }: { text: string; zone?: string }) {
  const { t } = useTranslation('hats')
  const id = useId()
  const host = useHostInfo()
  const now = useClock(10_000)
  const minute = Math.floor(now / 60_000)
  const where = zone ?? host?.zone
  const dues = useMemo(() => duesOf(text, where, minute * 60_000), [text, where, minute])
  if (!dues || where === undefined) return null
  return (
    <section className="next-times" aria-labelledby={id}>
      <h3 id={id} className="label">
        {t('next.title', { count: TIMES })}
      </h3>
      <ol>
        {dues.map(({ at, remark }) => (
          <li key={at} className="num">
            {sayDue(at, where)}
            <Elsewhere at={at} zone={where} />
            {remark && <small className="next-remark">{sayRemark(remark)}</small>}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** null: it cannot be read, which its problem says */
function duesOf(text: string, zone: string | undefined, after: number): Due[] | null {
  if (zone === undefined) return null
  try {
    const schedule = readSchedule(text)
    const name = readZone(zone)
    return nextTimes(schedule, name, after, TIMES).map((at) => ({
      at,
      remark: clockRemark(schedule, name, at),
    }))
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

const CLOCK = { hour: '2-digit', minute: '2-digit' } as const

/** "Fri 27 Nov, 09:00 CET" */
const sayDue = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat(i18next.language || 'en', {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: yearOf(at), ...CLOCK },
    ...{ hourCycle: 'h23', timeZone, timeZoneName: 'short' },
  }).format(at)

const yearOf = (at: number): 'numeric' | undefined =>
  new Date(at).getFullYear() === new Date().getFullYear() ? undefined : 'numeric'

/** The same moment by the clock of who looks, where that is another. */
function Elsewhere({ at, zone }: { at: number; zone: string }) {
  const { t } = useTranslation('hats')
  const clock = (timeZone?: string) =>
    new Intl.DateTimeFormat(i18next.language || 'en', {
      ...{ weekday: 'short', ...CLOCK, hourCycle: 'h23', timeZone },
    }).format(at)
  if (clock(zone) === clock()) return null
  return <small className="muted"> {t('next.here', { when: clock() })}</small>
}

function sayRemark(remark: ClockRemark): string {
  if (!('meant' in remark)) return i18next.t(`hats:next.${remark.is}`)
  const meant = new Date(remark.meant).toISOString().slice(11, 16)
  return i18next.t(`hats:next.${remark.is}`, { meant })
}
