import { Blocks, Pause, Play, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { isOver, type RunSummary } from '#shared/run'
import { client } from '../../link/client.ts'
import { useFlow } from '../../model/flow-store.ts'
import { attempt, tellError, whileBusy } from '../../model/notice-store.ts'
import { useRun } from '../../model/run-store.ts'
import { Button } from '../../ui/button.tsx'
import { PaneButton } from '../../ui/pane-button.tsx'
import { RetryControl } from './retry-control.tsx'
import { RunFacts } from './run-facts.tsx'
import { sayRun } from './run-words.ts'
import { RunTag } from './status-mark.tsx'
import type { RunKin } from './use-run-kin.ts'
import type { RunRecord } from './use-run-record.ts'

type HeadProps = { summary: RunSummary; kin: RunKin; document: RunRecord['document']; now: number }

/** What a run is, how it went, and what can be done with it. */
export function RunHead({ summary, kin, document, now }: HeadProps) {
  const { t } = useTranslation('runs')
  const over = isOver(summary.status)
  const unseen = kin.letter === undefined || kin.letter === 'dead'
  const urgent = summary.status === 'failed' && unseen && kin.retries.length === 0
  return (
    <header className="chosen-pane-head run-head">
      <div className="run-head-line">
        <h1 className="grow" tabIndex={-1}>
          {summary.flowName}
        </h1>
        <OpenOnCanvas summary={summary} />
        {!over && <WhileAlive summary={summary} />}
        {over && summary.prunedAt === undefined && (
          <RetryControl summary={summary} flowIsKept={kin.flowIsKept} urgent={urgent} />
        )}
      </div>
      <div className="row sm muted num run-facts">
        <span role="status">
          <RunTag status={summary.status} />
        </span>
        <span>
          {sayRun(summary, now)}
          {kin.version !== undefined && ` · ${t('page.version', { number: kin.version })}`}
        </span>
      </div>
      <RunFacts summary={summary} kin={kin} document={document} now={now} />
    </header>
  )
}

/** What is alive can be held, let go on, and stopped. */
function WhileAlive({ summary: { id, status, flowName } }: { summary: RunSummary }) {
  const { t } = useTranslation('runs')
  const act = (message: string, work: PromiseLike<unknown>) => attempt(() => whileBusy(message, work))
  return (
    <>
      {status === 'running' && (
        <Button
          kind="line"
          icon={<Pause size={14} aria-hidden />}
          onClick={() => act(t('page.pausing', { name: flowName }), client.runs.pause({ id }))}
        >
          {t('page.pause')}
        </Button>
      )}
      {status === 'paused' && (
        <Button
          kind="main"
          icon={<Play size={14} aria-hidden />}
          onClick={() => act(t('page.goingOn', { name: flowName }), client.runs.continue({ id }))}
        >
          {t('page.goOn')}
        </Button>
      )}
      <Button
        kind="line"
        icon={<Square size={14} aria-hidden />}
        onClick={() => act(t('page.stopping', { name: flowName }), client.runs.cancel({ id }))}
      >
        {t('cancel')}
      </Button>
    </>
  )
}

/** A run of a file that is not kept has no canvas to be opened on; pressing says so. */
function OpenOnCanvas({ summary }: { summary: RunSummary }) {
  const { t } = useTranslation('runs')
  const [, go] = useLocation()
  const open = async () => {
    try {
      await whileBusy(
        t('app:busy.open', { name: summary.flowName }),
        client.flows.get({ id: summary.flowId }),
      )
      go(`/flows/${summary.flowId}`)
      showWhenOpen(summary)
    } catch (error) {
      tellError(error)
    }
  }
  return (
    <PaneButton
      label={t('openOnCanvas')}
      icon={<Blocks size={16} aria-hidden />}
      onClick={() => void open()}
    />
  )
}

/** The editor shows a flow's last run when it opens; this one takes its place. */
function showWhenOpen({ id, flowId }: RunSummary): void {
  const stop = useFlow.subscribe((flow) => {
    if (flow.id !== null && flow.id !== flowId) stop()
    if (flow.id !== flowId || flow.status !== 'open') return
    stop()
    // After the page's own first choice, which is made when opening has ended.
    setTimeout(() => useRun.getState().show(id))
  })
}
