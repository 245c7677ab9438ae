import i18next from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../../link/client.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { triggerOf, useTriggers } from '../../../model/trigger-store.ts'
import { useLoad } from '../../../ui/use-load.ts'
import { useInspected } from '../inspector-context.ts'
import './hats.css'

const TIMES = 5

/** The next times of an interval, which are known once it has begun: when the flow is on. */
export function EveryTimes() {
  const { t } = useTranslation('hats')
  const { block } = useInspected()
  const flow = useFlow((state) => state.id)
  const trigger = useTriggers(triggerOf(flow, block.id))
  if (flow === null) return null
  if (trigger?.state !== 'armed' || trigger.next === null) return <p className="hat-note">{t('every.off')}</p>
  return <Planned flow={flow} block={block.id} next={trigger.next} version={trigger.versionId} />
}

type PlannedProps = { flow: string; block: string; next: number; version: string }

function Planned({ flow, block, next, version }: PlannedProps) {
  const { t } = useTranslation('hats')
  // biome-ignore lint/correctness/useExhaustiveDependencies: another next time, or version, is what asks again
  const load = useCallback(
    () => client.triggers.next({ flow, block, count: TIMES }),
    [flow, block, next, version],
  )
  const { value: times = [next] } = useLoad(load)
  const form = new Intl.DateTimeFormat(i18next.language || 'en', {
    ...{ weekday: 'short', day: 'numeric', month: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  })
  return (
    <section className="next-times" aria-label={t('next.title', { count: TIMES })}>
      <h3 className="label">{t('next.title', { count: TIMES })}</h3>
      <ol>
        {times.map((at) => (
          <li key={at} className="num">
            {form.format(at)}
          </li>
        ))}
      </ol>
    </section>
  )
}
