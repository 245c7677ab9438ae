import { useTranslation } from 'react-i18next'
import { RunListPane } from './run-list-pane.tsx'
import { RunView } from './run-view.tsx'
import './runs-page.css'

/** The history on the left, one run on the right. */
export function RunsPage({ runId }: { runId: string | null }) {
  const { t } = useTranslation('runs')
  return (
    <div className="runs">
      <RunListPane chosen={runId} />
      <section className="run-pane" aria-label={t('oneRun')}>
        {runId === null ? (
          <p className="run-none muted">{t('chooseRun')}</p>
        ) : (
          <RunView key={runId} id={runId} />
        )}
      </section>
    </div>
  )
}
