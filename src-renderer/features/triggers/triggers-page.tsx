import { useTranslation } from 'react-i18next'
import { useTriggers } from '../../model/trigger-store.ts'
import { useClock } from '../../ui/use-clock.ts'
import { TriggerListPane } from './trigger-list-pane.tsx'
import { TriggerView } from './trigger-view.tsx'
import '../../ui/list-pane.css'
import './triggers-page.css'

type Chosen = { flow: string; block: string } | null

/** What starts flows by itself on the left, one of it on the right. */
export function TriggersPage({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslation('triggers')
  const now = useClock(1000)
  const all = useTriggers((state) => state.triggers)
  const trigger = chosen && all?.find(({ flowId, block }) => flowId === chosen.flow && block === chosen.block)
  return (
    <div className="list-page triggers">
      <TriggerListPane chosen={trigger ?? null} now={now} />
      <section className="chosen-pane" aria-label={t('oneTrigger')}>
        {trigger ? (
          <TriggerView key={`${trigger.flowId} ${trigger.block}`} trigger={trigger} now={now} />
        ) : (
          all &&
          all.length + (chosen ? 1 : 0) > 0 && (
            <p className="chosen-pane-none muted">{t(chosen ? 'gone' : 'choose')}</p>
          )
        )}
      </section>
    </div>
  )
}
