import { type ReactNode, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { TriggerState } from '#shared/contract'
import { client } from '../../link/client.ts'
import { tellError } from '../../model/notice-store.ts'
import { CopyLine } from '../../ui/copy-line.tsx'
import { capital, sayDay } from '../../ui/say-time.ts'
import { sayAway, sayNext, sayNextAt } from '../../ui/trigger/say-trigger.ts'
import { useLoad } from '../../ui/use-load.ts'

/** times that are shown, the next one with them */
const TIMES = 5

/** When it is due, when it was, how often, and where it is called. */
export function TriggerFacts({ trigger, now }: { trigger: TriggerState; now: number }) {
  const { t } = useTranslation('triggers')
  const { firedAt, fired, missed, dropped, failed, address } = trigger
  return (
    <dl className="trigger-facts">
      <Fact title={t('facts.next')}>
        <NextTimes trigger={trigger} now={now} />
      </Fact>
      <Fact title={t('facts.last')}>
        {firedAt === null ? (
          t('never')
        ) : (
          <>
            {capital(sayDay(firedAt, now))} <small>{sayAway(Math.min(firedAt, now), now)}</small>
          </>
        )}
      </Fact>
      <Fact title={t('facts.counts')}>
        <span className="trigger-counts num">
          <Count what="fired" count={fired} />
          <Count what="failed" count={failed} />
          <Count what="missed" count={missed} />
          <Count what="dropped" count={dropped} />
        </span>
      </Fact>
      {address !== undefined && (
        <Fact title={t('facts.address')} wide>
          <CopyLine text={address} label={t('copyAddress')} copied={t('copied')} onError={tellError} />
        </Fact>
      )}
    </dl>
  )
}

type FactProps = { title: string; wide?: boolean; children: ReactNode }

const Fact = ({ title, wide = false, children }: FactProps) => (
  <div className={`trigger-fact${wide ? ' trigger-fact-wide' : ''}`}>
    <dt className="label">{title}</dt>
    <dd>{children}</dd>
  </div>
)

/** "12 started": nought is told quietly. */
function Count({ what, count }: { what: 'fired' | 'failed' | 'missed' | 'dropped'; count: number }) {
  const { t } = useTranslation('triggers')
  const tone = count === 0 ? 'muted' : what === 'failed' ? 'danger' : what === 'fired' ? '' : 'warn'
  return <span className={tone}>{t(`count.${what}`, { count })}</span>
}

function NextTimes({ trigger, now }: { trigger: TriggerState; now: number }) {
  const { flowId: flow, block, next, state } = trigger
  // biome-ignore lint/correctness/useExhaustiveDependencies: another next time, or version, is what asks again
  const load = useCallback(
    () => client.triggers.next({ flow, block, count: TIMES }),
    [flow, block, next, trigger.versionId],
  )
  const { value } = useLoad(load)
  if (state !== 'armed' || next === null)
    return (
      <>
        {capital(sayNext(trigger, now))} <small>{sayNextAt(trigger, now)}</small>
      </>
    )
  const later = value?.filter((at) => at > next).slice(0, TIMES - 1) ?? []
  const seconds = shareMinutes([next, ...later])
  return (
    <>
      {capital(sayDay(next, now, seconds))} <small>{sayNext(trigger, now)}</small>
      {later.length > 0 && (
        <ul className="trigger-later">
          {later.map((at) => (
            <li key={at}>{capital(sayDay(at, now, seconds))}</li>
          ))}
        </ul>
      )}
    </>
  )
}

const MINUTE = 60_000

/** Times of one minute are told apart by their seconds. */
const shareMinutes = (times: readonly number[]): boolean =>
  new Set(times.map((at) => Math.floor(at / MINUTE))).size < times.length
