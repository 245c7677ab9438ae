import { Blocks, Square } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { checkCatalogOf } from '#shared/block'
import type { AppErrorShape } from '#shared/error'
import { structureOf } from '#shared/flow'
import { isOver, type RunSummary } from '#shared/run'
import { client } from '../../link/client.ts'
import { useFlow } from '../../model/flow-store.ts'
import { tellError } from '../../model/notice-store.ts'
import { useRun } from '../../model/run-store.ts'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { RunQuestions } from './run-questions.tsx'
import { sayRun } from './run-words.ts'
import { RunTag } from './status-mark.tsx'
import { StepDetails } from './step-details.tsx'
import { type StepRow, stepTree } from './step-tree.ts'
import { StepTreeView } from './step-tree-view.tsx'
import { useNow } from './use-now.ts'
import { type RunRecord, useRunRecord } from './use-run-record.ts'

/** One run: how it went, what went wrong, its steps, and the data of the step that is chosen. */
export function RunView({ id }: { id: string }) {
  const { t } = useTranslation('runs')
  const record = useRunRecord(id)
  const { summary, error, reload } = record
  if (summary) return <KnownRun record={record} summary={summary} />
  if (!error)
    return (
      <div className="chosen-pane-none">
        <LoadingBars label={t('loadingRun')} widths={[40, 64, 56, 70]} />
      </div>
    )
  return (
    <div className="chosen-pane-none">
      <ErrorBox
        error={error}
        action={
          <Button kind="line" onClick={reload}>
            {t('retry')}
          </Button>
        }
      />
    </div>
  )
}

const checked = checkCatalogOf(catalog)

function KnownRun({ record, summary }: { record: RunRecord; summary: RunSummary }) {
  const { steps, document, whole, more, error } = record
  const alive = !isOver(summary.status)
  const now = useNow(alive)
  const tree = useMemo(() => stepTree(steps), [steps])
  const structure = useMemo(() => document && structureOf(document, checked), [document])
  const [chosen, setChosen] = useState<StepRow | null>(null)
  const failed = steps.findLast((step) => step.status === 'failed')
  const shown = stepOf(chosen) ?? failed ?? steps.find((step) => step.path === '')
  // A run that came to its end took the ways it took; one that did not left blocks out.
  const cut = isOver(summary.status) && summary.status !== 'succeeded'
  const missing = cut && whole ? structure : undefined
  return (
    <>
      <RunHead summary={summary} now={now} />
      <RunQuestions summary={summary} />
      {summary.error && <RunError error={summary.error} />}
      {error && (
        <div className="run-error">
          <ErrorBox error={error} />
        </div>
      )}
      <StepTreeView
        tree={tree}
        missing={missing}
        start={summary.startedAt ?? summary.queuedAt}
        end={summary.endedAt ?? now}
        more={more}
        waiting={!whole && !alive}
        chosen={chosen?.id ?? (shown ? `s${shown.seq}` : null)}
        onChoose={setChosen}
      />
      {chosen?.is !== 'later' && shown && (
        <StepDetails key={shown.seq} step={newest(steps, shown.seq) ?? shown} />
      )}
    </>
  )
}

/** A pass is told by what was sent into it: that is what its first step got. */
function stepOf(row: StepRow | null) {
  if (row?.is === 'step') return row.node.step
  return row?.is === 'pass' ? row.scope.steps[0]?.step : undefined
}
const newest = (steps: RunRecord['steps'], seq: number) => steps.find((step) => step.seq === seq)

const RunError = ({ error }: { error: AppErrorShape }) => (
  <div className="run-error">
    <ErrorBox error={error} />
  </div>
)

function RunHead({ summary, now }: { summary: RunSummary; now: number }) {
  const { t } = useTranslation('runs')
  return (
    <header className="chosen-pane-head run-head">
      <div className="row">
        <h1 className="grow clip">{summary.flowName}</h1>
        <OpenOnCanvas summary={summary} />
        {!isOver(summary.status) && (
          <Button kind="line" icon={<Square size={14} aria-hidden />} onClick={() => cancel(summary.id)}>
            {t('cancel')}
          </Button>
        )}
      </div>
      <div className="row sm muted num run-facts">
        <RunTag status={summary.status} />
        {sayRun(summary, now)}
      </div>
    </header>
  )
}

async function cancel(id: string): Promise<void> {
  try {
    await client.runs.cancel({ id })
  } catch (error) {
    tellError(error)
  }
}

/** A run of a file that is not kept has no canvas to be opened on; pressing says so. */
function OpenOnCanvas({ summary }: { summary: RunSummary }) {
  const { t } = useTranslation('runs')
  const [, go] = useLocation()
  const open = async () => {
    try {
      await client.flows.get({ id: summary.flowId })
      go(`/flows/${summary.flowId}`)
      showWhenOpen(summary)
    } catch (error) {
      tellError(error)
    }
  }
  return (
    <Button kind="line" icon={<Blocks size={16} aria-hidden />} onClick={open}>
      {t('openOnCanvas')}
    </Button>
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
