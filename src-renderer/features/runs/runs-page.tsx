import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusStays } from '../../ui/use-focus-stays.ts'
import { RunListPane } from './run-list-pane.tsx'
import { RunView } from './run-view.tsx'
import { viewIn } from './run-views.ts'
import '../../ui/list-pane.css'
import './runs-page.css'

/** The history on the left, one run on the right. */
export function RunsPage({ runId, view }: { runId: string | null; view?: string | undefined }) {
  const { t } = useTranslation('runs')
  const pane = useRef<HTMLElement>(null)
  useFocusStays(pane)
  return (
    <div className="list-page">
      <RunListPane chosen={runId} />
      <section ref={pane} className="chosen-pane" aria-label={t('oneRun')}>
        {runId === null ? (
          <p className="chosen-pane-none muted">{t('chooseRun')}</p>
        ) : (
          <RunView key={runId} id={runId} view={viewIn(view)} />
        )}
      </section>
    </div>
  )
}
